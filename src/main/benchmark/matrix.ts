import type { Executor } from '../engine/executor.ts';
import type { HostTensor } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { matrixProduct } from '../nn/matrixProduct.ts';
import type { Bare } from './bare.ts';
import { openBare } from './bare.ts';

/** Side of the matrices: 17 GFLOP a product, too large for any cache, small enough to repeat. */
export const MATRIX_SIZE = 2048;

/** Multiplications and additions of one product, in 1e9. */
export const MATRIX_GFLOP = (2 * MATRIX_SIZE ** 3) / 1e9;

/** Uniform values of variance 1. */
function randomMatrix(random: Random): HostTensor {
  const scale = Math.sqrt(12);
  return { shape: [MATRIX_SIZE, MATRIX_SIZE], values: Float32Array.from({ length: MATRIX_SIZE * MATRIX_SIZE }, () => (random.uniform() - 0.5) * scale) };
}

/** The machine's own rate is that of the plain product of two matrices on the same executor: this makes one ready. */
export function openMatrixProduct(executor: Executor): Promise<Bare> {
  const random = Random.fromSeed(MATRIX_SIZE);
  return openBare(executor, {
    program: matrixProduct(MATRIX_SIZE),
    parameters: { left: randomMatrix(random), right: randomMatrix(random) },
    inputs: {},
    wanted: ['corner'],
  });
}
