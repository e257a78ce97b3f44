import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { HostTensor, TensorSpec } from '../../program.ts';
import { sizeOf } from '../../program.ts';
import { Random } from '../../random.ts';

/**
 * What the elements of a drawn tensor are: `any` in (-3, 3); `small` in (-1, 1); `positive` in (0.2, 2);
 * `halves` multiples of 0.5 in [-2, 2], so that equal ones and exact zeros occur; truth values; or whole numbers from 0.
 */
export type Elements = 'any' | 'small' | 'positive' | 'halves' | 'truth' | { readonly below: number };

/** A tensor as a test gives it to a program: what is fed, and how the program makes the tensor of it. */
export interface Operand {
  readonly spec: TensorSpec;
  readonly value: HostTensor;
  readonly shape: readonly number[];
  /** True for float32 tensors: gradients in them exist. */
  readonly isNumber: boolean;
  /** The tensor from what was fed: transposed, so that it lies in another layout, and stretched, so that it is repeated only lazily. */
  form(fed: Tensor): Tensor;
}

const isBelow = (elements: Elements): elements is { readonly below: number } => typeof elements === 'object';

function element(random: Random, elements: Elements): number {
  if (isBelow(elements)) return random.integer(elements.below);
  switch (elements) {
    case 'any':
      return 6 * random.uniform() - 3;
    case 'small':
      return 2 * random.uniform() - 1;
    case 'positive':
      return 0.2 + 1.8 * random.uniform();
    case 'halves':
      return random.integer(9) / 2 - 2;
    case 'truth':
      return random.integer(2);
  }
}

/** Layouts that matter most, as the order in which axes are fed: as they are, and pictures and filters as convolutions hold them. */
const USUAL_ORDERS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  2: [[1, 0]],
  4: [
    [0, 3, 1, 2],
    [3, 2, 0, 1],
  ],
};

/** Draws shapes, settings and tensors for one run of a property; runs that fail are repeated with smaller draws. */
export class Draw {
  readonly #gen: fc.GeneratorValue;

  constructor(gen: fc.GeneratorValue) {
    this.#gen = gen;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return this.#gen(fc.integer, { min, max });
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)];
  }

  truth(): boolean {
    return this.integer(0, 1) === 1;
  }

  /** A shape of the given rank with extents from 1 to `max`. */
  shape(rank: number, max = 4): number[] {
    return Array.from({ length: rank }, () => this.integer(1, max));
  }

  /** A shape of any rank from 0 (or `min`) to 4. */
  anyShape(min = 0): number[] {
    return this.shape(this.integer(min, 4));
  }

  /** Some axes of a tensor, none or all of them too. */
  axes(rank: number): number[] {
    return Array.from({ length: rank }, (_, axis) => axis).filter(() => this.truth());
  }

  /** The shape with some axes at 1 or left out in front: what broadcasts to it. */
  broadcastable(shape: readonly number[]): number[] {
    const thin = shape.map((extent) => (this.integer(0, 3) === 0 ? 1 : extent));
    return thin.slice(this.integer(0, 2) === 0 ? this.integer(0, shape.length) : 0);
  }

  #order(rank: number): number[] {
    const kind = this.integer(0, 3);
    const natural = Array.from({ length: rank }, (_, axis) => axis);
    const usual = USUAL_ORDERS[rank] ?? [];
    if (kind === 0) return natural;
    if (kind < 3 && usual.length > 0) return [...this.pick(usual)];
    const order = [...natural];
    for (let i = rank - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** A tensor of the given shape in a random layout; now and then one that is only repeated, or a constant. */
  tensor(shape: readonly number[], elements: Elements = 'any'): Operand {
    const isNumber = !isBelow(elements) && elements !== 'truth';
    const random = Random.fromSeed(this.integer(0, 1_000_000));
    const order = this.#order(shape.length);
    const repeats = this.integer(0, 4) === 0;
    const stored = shape.map((extent) => (repeats && this.truth() ? 1 : extent));
    const fedShape = order.map((axis) => stored[axis]);
    const values = Float32Array.from({ length: sizeOf(fedShape) }, () => element(random, elements));
    const constant = this.integer(0, 7) === 0 ? element(random, elements) : undefined;
    return {
      shape,
      isNumber,
      spec: { shape: fedShape, dtype: isNumber ? 'float32' : 'int32' },
      value: { shape: fedShape, values: isNumber ? values : Int32Array.from(values) },
      form: (fed) => {
        if (constant !== undefined) {
          const filled = tf.fill([...shape], constant, isNumber ? 'float32' : 'int32');
          return elements === 'truth' ? tf.cast(filled, 'bool') : filled;
        }
        const typed = elements === 'truth' ? tf.cast(fed, 'bool') : fed;
        const logical = tf.transpose(
          typed,
          shape.map((_, axis) => order.indexOf(axis)),
        );
        return repeats
          ? tf.tile(
              logical,
              shape.map((extent, axis) => extent / stored[axis]),
            )
          : logical;
      },
    };
  }
}
