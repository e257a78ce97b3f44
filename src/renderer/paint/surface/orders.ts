import type { Answer, Frame } from './surface.ts';

/** What the page tells the thread that draws. */
export type Order =
  | { readonly picture: ImageBitmap }
  | { readonly answer: Answer | null }
  | { readonly doubts: ImageBitmap | null }
  /** `spare`: the memory of a frame that was shown, to be used again. */
  | { readonly frame: Frame; readonly spare: ArrayBuffer | null };

/** A frame that was drawn: its pixels, four bytes each. */
export interface Drawn {
  readonly frame: Frame;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}
