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
