import type { PoolState } from '../checkpoints/manifest.ts';
import type { HostTensor } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import { Random } from '../engine/random.ts';

/** What the discriminator is shown of a batch instead of the fresh pictures. */
export interface PoolDraw {
  /** Stored pictures `[N, H, W, C]`; zero where the fresh one is shown. */
  readonly pictures: HostTensor;
  /** `[N, 1, 1, 1]`: 1 where the stored picture is shown, else 0. */
  readonly choice: HostTensor;
}

/** For one picture of a batch: the slot whose picture is shown (null: the fresh one) and the slot that the fresh one goes to (null: nowhere). */
interface Decision {
  readonly shown: number | null;
  readonly stored: number | null;
}

/**
 * The history of translations that discriminators are trained on (Shrivastava et al., "Learning from
 * simulated and unsupervised images through adversarial training", CVPR 2017, section 2.3), as in the
 * CycleGAN reference: while the pool is not full, each fresh picture is stored and shown; then, with
 * probability 1/2, a random stored one is shown and the fresh one takes its place, or else the fresh
 * one is shown and not stored.
 *
 * The training step makes the fresh pictures and judges the shown ones in one go. So `draw` decides
 * before the step, which needs no fresh picture, and `put` carries the decision out after it.
 * One deviation, in batches only: where the reference would show an earlier picture of the same
 * batch, which does not exist yet here, the picture's own fresh one is shown.
 */
export class ImagePool {
  readonly #size: number;
  readonly #random: Random;
  readonly #pictures: Float32Array[];
  #decisions: readonly Decision[] = [];

  private constructor(size: number, random: Random, pictures: Float32Array[]) {
    this.#size = size;
    this.#random = random;
    this.#pictures = pictures;
  }

  /** An empty pool for `size` pictures; with 0 every fresh picture is shown. */
  static create(size: number, random: Random): ImagePool {
    return new ImagePool(size, random, []);
  }

  /** Goes on where `state` and `pictures` were taken. */
  static restore(state: PoolState, pictures: HostTensor): ImagePool {
    const values = Float32Array.from(pictures.values);
    const extent = sizeOf(pictures.shape.slice(1));
    const list = Array.from({ length: state.pictures }, (_, i) => values.slice(i * extent, (i + 1) * extent));
    return new ImagePool(state.size, Random.fromState(state.random), list);
  }

  /** Whether `put` has any use for the fresh pictures of the batch that was drawn for last. */
  get wantsFresh(): boolean {
    return this.#decisions.some(({ stored }) => stored !== null);
  }

  /** Decides what to show for a batch of the shape `[N, H, W, C]`. Every `draw` is followed by its `put`. */
  draw(shape: readonly number[]): PoolDraw {
    const count = shape[0];
    const decisions: Decision[] = [];
    let filled = this.#pictures.length;
    for (let i = 0; i < count; i++) {
      if (filled < this.#size) decisions.push({ shown: null, stored: filled++ });
      else if (this.#size > 0 && this.#random.uniform() > 0.5) {
        const slot = this.#random.integer(this.#size);
        const isTaken = decisions.some(({ stored }) => stored === slot);
        decisions.push({ shown: isTaken ? null : slot, stored: slot });
      } else decisions.push({ shown: null, stored: null });
    }
    this.#decisions = decisions;
    const extent = sizeOf(shape.slice(1));
    const values = new Float32Array(count * extent);
    const choice = new Float32Array(count);
    for (const [i, { shown }] of decisions.entries()) {
      if (shown === null) continue;
      values.set(this.#pictures[shown], i * extent);
      choice[i] = 1;
    }
    return { pictures: { shape, values }, choice: { shape: [count, 1, 1, 1], values: choice } };
  }

  /** Stores the fresh pictures `[N, H, W, C]` of the batch that was drawn for, as was decided. */
  put(fresh: HostTensor): void {
    const extent = sizeOf(fresh.shape.slice(1));
    for (const [i, { stored }] of this.#decisions.entries()) {
      if (stored !== null) this.#pictures[stored] = Float32Array.from(fresh.values.subarray(i * extent, (i + 1) * extent));
    }
    this.#decisions = [];
  }

  /** The state to save beside `pictures`. */
  state(): PoolState {
    return { size: this.#size, pictures: this.#pictures.length, random: this.#random.state() };
  }

  /** The stored pictures, `[pictures, H, W, C]`, of the shape `[H, W, C]` each. */
  pictures(shape: readonly number[]): HostTensor {
    const extent = sizeOf(shape);
    const values = new Float32Array(this.#pictures.length * extent);
    for (const [i, picture] of this.#pictures.entries()) values.set(picture, i * extent);
    return { shape: [this.#pictures.length, ...shape], values };
  }
}
