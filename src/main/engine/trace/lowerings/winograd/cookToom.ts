import type { Matrix } from './matrix.ts';
import { inverse, kronecker, transposed } from './matrix.ts';

/**
 * A minimal filtering algorithm F(m, r): m outputs of an r-tap filter from n = m + r - 1 inputs with n
 * instead of m * r multiplications, y = A' [(G g) * (B' d)].
 */
export interface Filtering {
  /** Outputs a tile and axis. */
  readonly outputs: number;
  /** Taps of the filter an axis. */
  readonly taps: number;
  /** Inputs a tile and axis. */
  readonly inputs: number;
  /** `[n, n]`: tiles of the input. */
  readonly inputTransform: Matrix;
  /** `[n, r]`: the filter. */
  readonly filterTransform: Matrix;
  /** `[m, n]`: back to outputs. */
  readonly outputTransform: Matrix;
}

/**
 * Finite interpolation points by their number; the last point is infinity. Small numbers of mixed
 * sign and size keep rounding low: 2e-6 of the largest value for F(4, 3) in float32, where
 * 0, 1, -1, 2, -2 would give 7e-6.
 */
const POINTS: Readonly<Record<number, readonly number[]>> = { 2: [0, 1], 3: [0, 1, -1], 4: [0, 1, -1, 0.5], 5: [0, 1, -1, 0.5, -2] };

/** Evaluation of a polynomial with `terms` coefficients at every point and at infinity, where only the leading one counts. */
function evaluation(points: readonly number[], terms: number): number[][] {
  const powers = Array.from({ length: terms }, (_, power) => power);
  return [...points.map((point) => powers.map((power) => point ** power)), powers.map((power) => (power === terms - 1 ? 1 : 0))];
}

/**
 * Derives F(m, r) by the Cook-Toom construction: the product of polynomials with m and r coefficients
 * is determined by its values at n points, s = E_n^-1 [(E_m a) * (E_r b)]. Transposing that bilinear
 * map in `a` turns the product (a full convolution) into the correlation that networks compute.
 * S. Winograd, "Arithmetic complexity of computations", 1980; A. Lavin and S. Gray, "Fast algorithms
 * for convolutional neural networks", CVPR 2016 (arXiv 1509.09308).
 */
export function cookToom(outputs: number, taps: number): Filtering {
  const inputs = outputs + taps - 1;
  const points = POINTS[inputs - 1];
  if (points === undefined) throw new Error(`there are no interpolation points for F(${outputs}, ${taps})`);
  const inputTransform = transposed(inverse(evaluation(points, inputs)));
  const outputTransform = transposed(evaluation(points, outputs));
  const filterTransform = evaluation(points, taps);
  // Rows of the input's transform scaled to small whole numbers, the filter's scaled back.
  const scales = inputTransform.map((row) => Math.min(...row.map(Math.abs).filter((value) => value > 1e-12)));
  return {
    outputs,
    taps,
    inputs,
    inputTransform: inputTransform.map((row, i) => row.map((value) => value / scales[i])),
    filterTransform: filterTransform.map((row, i) => row.map((value) => value * scales[i])),
    outputTransform,
  };
}

/** The transforms of squares of pixels, flattened row by row: each is the Kronecker square of its 1-d form. */
export interface SquareFiltering {
  readonly filtering: Filtering;
  /** `[n n, n n]` */
  readonly input: Matrix;
  /** `[n n, r r]` */
  readonly filter: Matrix;
  /** `[m m, n n]` */
  readonly output: Matrix;
}

const square = (matrix: Matrix): number[][] => kronecker(matrix, matrix);

/** F(m x m, r x r), nested from F(m, r) along both axes. */
export function squareFiltering(outputs: number, taps: number): SquareFiltering {
  const filtering = cookToom(outputs, taps);
  return { filtering, input: square(filtering.inputTransform), filter: square(filtering.filterTransform), output: square(filtering.outputTransform) };
}
