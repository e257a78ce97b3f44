import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import type { Picture } from './rows.ts';
import { NOTHING, rowAt } from './rows.ts';

/** Pixels of the input that the same taps of the filter reach. */
export interface Phase {
  /** Numbers of the taps, `u * kw + v`; at least one. */
  readonly taps: readonly number[];
  /** Rows of the input, in order. */
  readonly pixels: readonly number[];
}

/** Whether tap `tap` can lead to coordinate `position`, along one axis. */
const reaches = (position: number, tap: number, padding: number, stride: number, dilation: number): boolean =>
  (((position + padding - tap * dilation) % stride) + stride) % stride === 0;

/** The phases of a strided convolution's input, without those that the picture is too small for. */
export function phasesOf(input: Picture, [kernelHeight, kernelWidth]: readonly number[], { strides, dilations, padding }: ConvolutionGeometry): Phase[] {
  const phases: Phase[] = [];
  for (let a = 0; a < strides[0]; a++) {
    for (let b = 0; b < strides[1]; b++) {
      const taps: number[] = [];
      for (let u = 0; u < kernelHeight; u++) {
        for (let v = 0; v < kernelWidth; v++) {
          if (reaches(a, u, padding.top, strides[0], dilations[0]) && reaches(b, v, padding.left, strides[1], dilations[1])) taps.push(u * kernelWidth + v);
        }
      }
      const pixels: number[] = [];
      for (let picture = 0; picture < input.batch; picture++) {
        for (let y = a; y < input.height; y += strides[0])
          for (let x = b; x < input.width; x += strides[1]) pixels.push((picture * input.height + y) * input.width + x);
      }
      if (pixels.length > 0) phases.push({ taps: taps.length > 0 ? taps : [0], pixels });
    }
  }
  return phases;
}

/** For each pixel and tap, the row of the output that the tap leads to, or nothing. */
export function tapRows(
  input: Picture,
  output: Picture,
  pixels: readonly number[],
  taps: readonly number[],
  kernel: readonly number[],
  { strides, dilations, padding }: ConvolutionGeometry,
): Int32Array {
  const rows = new Int32Array(pixels.length * taps.length);
  let place = 0;
  for (const pixel of pixels) {
    const x = pixel % input.width;
    const y = Math.floor(pixel / input.width) % input.height;
    const picture = Math.floor(pixel / (input.width * input.height));
    for (const tap of taps) {
      const row = (y + padding.top - Math.floor(tap / kernel[1]) * dilations[0]) / strides[0];
      const column = (x + padding.left - (tap % kernel[1]) * dilations[1]) / strides[1];
      rows[place++] = Number.isInteger(row) && Number.isInteger(column) ? rowAt(output, picture, row, column, 'zeros') : NOTHING;
    }
  }
  return rows;
}
