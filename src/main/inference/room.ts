import type { Executor } from '../engine/executor.ts';
import type { Translator } from '../models/architecture.ts';
import { roundUp } from './sizes.ts';

/** The share of the memory free at the start that translating may use. */
const SHARE = 0.5;

/**
 * How much more than the intermediate results themselves a run takes: copies in other layouts, an arena
 * that grows by doubling, the picture as real numbers. Measured with ONNX Runtime on a processor, 24
 * channels: 3.9 times at 1 megapixel (770 MB), 3.8 times at 4 (3.0 GB).
 */
const OVERHEAD = 4;

/** A GPU's own memory is not known; this much is assumed to be free on one. */
const GPU_BYTES = 2 * 2 ** 30;

/** The smallest tile that is worth joining, whatever the memory: 128 x 128, some tens of megabytes. */
const LEAST_PIXELS = 128 * 128;

/** What translating needs and how much of it fits. */
export interface Room {
  /** Bytes of the weights. */
  readonly weights: number;
  /** Bytes for each pixel of a picture while it is translated. */
  readonly perPixel: number;
  /** How many pixels can be translated at once. */
  readonly pixels: number;
}

/**
 * What can be translated at once within half of the memory that is free now (on a GPU: of an assumed
 * 2 GiB, and never more than half of the free memory). The intermediate results of a convolutional
 * network grow with the pixels, so one estimate of a medium size gives the bytes of a pixel.
 */
export async function roomFor(executor: Executor, translator: Translator): Promise<Room> {
  const free = process.availableMemory() * SHARE;
  const bytes = executor.device === 'cpu' ? free : Math.min(free, GPU_BYTES);
  const side = roundUp(Math.max(256, translator.smallest), translator.multipleOf);
  const { state, activations } = await executor.estimate(translator.program(1, side, side));
  const perPixel = (OVERHEAD * activations) / (side * side);
  return { weights: state, perPixel, pixels: Math.max(LEAST_PIXELS, Math.floor((bytes - state) / perPixel)) };
}
