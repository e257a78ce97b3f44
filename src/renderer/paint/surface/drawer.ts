import { withCells } from './cells.ts';
import type { Colours, Part } from './join.ts';
import { curveOf, join } from './join.ts';
import type { Answer, Frame } from './surface.ts';
import { onScreen, SQUARES_FROM } from './surface.ts';

/** Halves are made of a picture down to this edge, in pixels: a view is drawn from the one that is nearest to its size. */
const SMALLEST = 64;

/** What shows where the network is unsure, as red, green and blue. */
const DOUBT = [255, 0.35 * 255, 0] as const;

/** A picture as it lies in a view: what of it is seen, with its pixels and their lightness. */
interface Sight {
  readonly key: string;
  readonly part: Part;
  /** Where the part begins, in pixels of the screen. */
  readonly left: number;
  readonly top: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly curve: Float32Array;
}

function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('There is no canvas to draw on.');
  return context;
}

/** Half as large, each pixel the mean of four. */
function halved(image: ImageBitmap): ImageBitmap {
  const context = canvasOf(Math.ceil(image.width / 2), Math.ceil(image.height / 2));
  context.drawImage(image, 0, 0, context.canvas.width, context.canvas.height);
  return context.canvas.transferToImageBitmap();
}

/**
 * Draws views of a picture with the network's colours on the processor, in a thread of its own. What is seen of the picture is kept while the
 * view stays where it is: an answer then costs its join alone.
 */
export class Drawer {
  /** The picture and its halves. */
  #levels: ImageBitmap[] = [];
  #answer: Answer | null = null;
  #before: Answer | null = null;
  #doubts: ImageBitmap | null = null;
  #sight: Sight | null = null;

  picture(image: ImageBitmap): void {
    for (const level of this.#levels) level.close();
    this.#levels = [image];
    this.#sight = null;
    for (let level = image; Math.min(level.width, level.height) > SMALLEST;) this.#levels.push((level = halved(level)));
  }

  /** The newest answer; the one before fades under it. Null for none. */
  answer(answer: Answer | null): void {
    this.#before = answer && this.#answer;
    this.#answer = answer;
  }

  doubts(image: ImageBitmap | null): void {
    this.#doubts?.close();
    this.#doubts = image;
  }

  /** Draws a frame into pixels of the screen, which are as many as `onScreen` says. */
  draw(frame: Frame, pixels: Uint8ClampedArray<ArrayBuffer>): void {
    pixels.fill(0);
    const sight = this.#sightOf(frame);
    if (sight === null) return;
    const { part, left, top, curve } = sight;
    const { view, split, doubt, box } = frame;
    const stride = onScreen(box).width;
    if (view !== 'original')
      join(curve, part, view === 'hints' ? null : this.#colours(frame.blend), new Uint32Array(pixels.buffer), top * stride + left, stride);
    const plain = view === 'original' ? part.width : view === 'split' ? Math.min(part.width, Math.max(0, Math.ceil(split * stride - 0.5) - left)) : 0;
    for (let y = 0; y < part.height && plain > 0; y++) {
      const from = y * part.width * 4;
      pixels.set(sight.pixels.subarray(from, from + plain * 4), ((top + y) * stride + left) * 4);
    }
    if (this.#doubts !== null && doubt > 0) this.#lay(this.#doubts, doubt, sight, pixels, stride);
  }

  #colours(blend: number): Colours | null {
    const now = this.#answer;
    if (now === null) return null;
    if (blend >= 1 || this.#before === null) return { now, before: now, blend: 1 };
    this.#before = withCells(this.#before, now);
    return { now, before: this.#before, blend };
  }

  /** What is seen of the picture; null where nothing is. */
  #sightOf({ camera, shape, box }: Frame): Sight | null {
    const { width, height } = onScreen(box);
    const scale = camera.scale * box.ratio;
    // On whole pixels of the screen, so that a picture at 100 % is as sharp as it is.
    const [left, top] = [Math.round(camera.x * box.ratio), Math.round(camera.y * box.ratio)];
    const whole = { width: Math.max(1, Math.round(shape.width * scale)), height: Math.max(1, Math.round(shape.height * scale)) };
    const key = JSON.stringify([left, top, whole, width, height]);
    if (this.#sight?.key === key) return this.#sight;
    const [first, upper] = [Math.max(0, left), Math.max(0, top)];
    const [across, down] = [Math.min(width, left + whole.width) - first, Math.min(height, top + whole.height) - upper];
    if (across <= 0 || down <= 0 || this.#levels.length === 0) return null;
    const part = { left: first - left, top: upper - top, width: across, height: down, whole };
    const pixels = this.#seen(part);
    return (this.#sight = { key, part, left: first, top: upper, pixels, curve: curveOf(pixels) });
  }

  /** The pixels of a part, from the level that is nearest to its size. */
  #seen({ left, top, width, height, whole }: Part): Uint8ClampedArray<ArrayBuffer> {
    const [image] = this.#levels;
    const level = this.#levels[Math.min(this.#levels.length - 1, Math.max(0, Math.round(Math.log2(image.width / whole.width))))];
    const context = canvasOf(width, height);
    context.imageSmoothingEnabled = whole.width / image.width < SQUARES_FROM;
    context.drawImage(level, -left, -top, whole.width, whole.height);
    return context.getImageData(0, 0, width, height).data;
  }

  #lay(doubts: ImageBitmap, much: number, { part, left, top }: Sight, pixels: Uint8ClampedArray, stride: number): void {
    const context = canvasOf(part.width, part.height);
    context.drawImage(doubts, -part.left, -part.top, part.whole.width, part.whole.height);
    const { data } = context.getImageData(0, 0, part.width, part.height);
    for (let y = 0, from = 0; y < part.height; y++)
      for (let x = 0, to = ((top + y) * stride + left) * 4; x < part.width; x++, from += 4, to += 4) {
        const share = (much * data[from]) / 255;
        for (let channel = 0; channel < 3; channel++) pixels[to + channel] += (DOUBT[channel] - pixels[to + channel]) * share;
      }
  }
}
