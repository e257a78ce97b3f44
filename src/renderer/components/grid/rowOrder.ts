import { thumbnailUrl } from '../../../shared/contract/procedure.ts';

/** A row of pictures to be painted, all lengths in pixels of the screen. */
export interface RowOrder {
  readonly width: number;
  readonly height: number;
  /** Radii of the corners of a picture, above and below. */
  readonly corners: readonly [above: number, below: number];
  /** The colour that pictures lie on which let it through; empty for none. */
  readonly paper: string;
  readonly pictures: readonly {
    /** Null where there is none. */
    readonly url: string | null;
    readonly left: number;
    readonly width: number;
  }[];
}

/** What is asked of the thread that paints: a row under a number, or that nobody waits for a row any more. */
export type RowAsked = { readonly id: number; readonly order: RowOrder } | { readonly drop: number };

/** A row as far as it is painted by now; it comes again when more of its pictures are there. */
export interface RowPainted {
  readonly id: number;
  readonly picture: ImageBitmap;
  /** Places of pictures that could not be had. */
  readonly missing: readonly number[];
  readonly whole: boolean;
}

/** A row as it lies on the page, in the page's own pixels. */
interface Layout {
  readonly width: number;
  /** Edge of a picture, and what is between two. */
  readonly side: number;
  readonly gap: number;
  readonly corners: readonly [above: number, below: number];
}

/** A picture that is shown larger than this, in pixels of the screen, needs the larger thumbnail. */
const SMALL = 140;

/** What is to be painted for a row of pictures, which lie on whole pixels of the screen. */
export function orderOf(urls: readonly (string | null)[], { width, side, gap, corners }: Layout): RowOrder {
  const scale = window.devicePixelRatio;
  const size = side * scale > SMALL ? 256 : 128;
  return {
    width: Math.round(width * scale),
    height: Math.round(side * scale),
    corners: [corners[0] * scale, corners[1] * scale],
    // What transparent pictures lie on is seen as it is trained on.
    paper: document.documentElement.style.getPropertyValue('--paper') || 'white',
    pictures: urls.map((url, column) => {
      const from = column * (side + gap);
      const [left, right] = [Math.round(from * scale), Math.round((from + side) * scale)];
      return { url: url === null ? null : thumbnailUrl(url, size), left, width: right - left };
    }),
  };
}
