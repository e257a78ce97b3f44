import { paintingViews } from '../../../shared/paintingKinds.ts';
import type { Camera } from '../camera.ts';
import type { Shape } from '../hints.ts';

/** What a network has answered, as the contract's `planeSchema` says: cells over the whole picture, added to its lightness. */
export interface Answer {
  readonly width: number;
  readonly height: number;
  /** `[H, W, 3]`: hundredths of dL, a and b of Lab. */
  readonly cells: Int16Array<ArrayBuffer>;
}

/** An answer from the numbers that the studio sends for it. Throws RangeError where there are more or fewer. */
export function answerOf(numbers: ArrayBuffer, width: number, height: number): Answer {
  const count = width * height * 3;
  if (numbers.byteLength !== count * 2) throw new RangeError(`${numbers.byteLength} bytes are not ${width}x${height} cells.`);
  // As they come: machines that browsers run on have the lowest byte first, too.
  return { width, height, cells: new Int16Array(numbers) };
}

/** From so many pixels of the screen a pixel on, pixels are squares. */
export const SQUARES_FROM = 3;

/** What of a picture is shown. */
export const viewNames = paintingViews;

/** See `viewNames`. */
export type ViewName = (typeof viewNames)[number];

/** One frame to draw. */
export interface Frame {
  readonly camera: Camera;
  /** The size of the picture itself, which the image may show smaller. */
  readonly shape: Shape;
  /** The view in CSS pixels, and how many of the screen's pixels are one of them. */
  readonly box: Shape & { readonly ratio: number };
  readonly view: ViewName;
  /** Where the original ends and the result begins, as a share of the view's width. */
  readonly split: number;
  /** How much of the newest answer is seen over the one before, in [0, 1]. */
  readonly blend: number;
  /** How strongly it is shown where the network is unsure, in [0, 1]. */
  readonly doubt: number;
  /** How many answers had come when it was made. */
  readonly answers: number;
}

/** Draws a picture with the network's colours into a canvas. */
export interface Surface {
  /** The picture that is painted on. */
  picture(image: ImageBitmap): void;
  /** The newest answer; the one before fades under it. Null for none. */
  answer(answer: Answer | null): void;
  /** Where the network is unsure: bright where it is most. Null for none. */
  doubts(image: ImageBitmap | null): void;
  /** Draws a frame, at once or as soon as the one before is done; only the newest that waits is drawn. */
  draw(frame: Frame): void;
  end(): void;
}

/** What a surface tells. */
export interface Told {
  /** A frame is in the canvas. */
  readonly seen: (frame: Frame) => void;
  /** The graphics context was lost: another canvas is needed. */
  readonly lost: () => void;
}

/** Makes a surface of a canvas; null where this machine cannot draw so. */
export type OpenSurface = (canvas: HTMLCanvasElement, told: Told) => Surface | null;

/** The size of a view in pixels of the screen. */
export const onScreen = ({ width, height, ratio }: Frame['box']): Shape => ({
  width: Math.max(1, Math.round(width * ratio)),
  height: Math.max(1, Math.round(height * ratio)),
});
