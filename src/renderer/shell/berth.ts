/** Where messages lie: the corner that they fill, by its distance from the window's right and lower edge, and how wide they may be. In pixels. */
export interface Berth {
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
}

/** A box on the page, as `getBoundingClientRect` gives it. */
export type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

/** Between messages and the edges of what they lie in. */
const gap = 12;
/** Between messages and what they keep clear of. */
const clearance = 4;
/** Places that are tried above each other are so far apart, up to this share of the window's height: higher, they lie in the middle of the page. */
const raise = 8;
const highest = 0.45;
/** What is at least so wide and so tall is a picture that can be pressed: a part of it may be covered for a while. */
const pictureSide = 80;
/** The widest message, and the narrowest that can still be read. */
const widest = 432;
const narrowest = 200;

/**
 * The place where messages cover nothing that is pressed: within the part of a page that says it has only pictures
 * (`data-berth`), else the whole window, and above every bar of tools (`data-tools`) that lies in their way.
 */
export function berthOf(view: { readonly width: number; readonly height: number }, offered: readonly Box[], bars: readonly Box[]): Berth {
  const seen = offered.filter(({ left, right, top, bottom }) => right - left >= narrowest && top < view.height - gap && bottom > view.height / 2);
  const { left, right, bottom: lower } = seen.at(-1) ?? { left: 0, right: view.width, bottom: view.height };
  const width = Math.min(widest, right - left - 2 * gap);
  const begin = right - gap - width;
  let bottom = Math.min(lower, view.height);
  for (const bar of bars) {
    const inTheWay = bar.left < right - gap && bar.right > begin && bar.top < bottom && bar.bottom > bottom - gap;
    if (inTheWay) bottom = bar.top;
  }
  return { right: view.width - right + gap, bottom: view.height - bottom + gap, width };
}

const meet = (one: Box, other: Box): boolean =>
  one.left < other.right + clearance && other.left < one.right + clearance && one.top < other.bottom + clearance && other.top < one.bottom + clearance;

/**
 * The place at which messages that are so tall cover none of the controls: the berth itself or the first above it that is clear, at
 * its side or at the other one of `room`, which is where they may lie. The berth itself where there is none.
 */
export function clearOf(berth: Berth, view: { readonly width: number; readonly height: number }, room: Box, controls: readonly Box[], tall: number): Berth {
  const small = controls.filter(({ left, right, top, bottom }) => right - left < pictureSide || bottom - top < pictureSide);
  const sides = [berth.right, view.width - room.left - gap - berth.width].filter((right) => right >= berth.right);
  for (let { bottom } = berth; bottom + tall < view.height * highest; bottom += raise) {
    for (const right of sides) {
      const end = view.width - right;
      const box = { left: end - berth.width, right: end, top: view.height - bottom - tall, bottom: view.height - bottom };
      if (!small.some((control) => meet(box, control))) return { ...berth, right, bottom };
    }
  }
  return berth;
}
