/** A small dense matrix, row by row, in double precision. */
export type Matrix = readonly (readonly number[])[];

/** Rows become columns. */
export function transposed(matrix: Matrix): number[][] {
  return matrix[0].map((_, column) => matrix.map((row) => row[column]));
}

/** The Kronecker product: a transform of rows and columns as one matrix on flattened squares. */
export function kronecker(a: Matrix, b: Matrix): number[][] {
  return a.flatMap((rowA) => b.map((rowB) => rowA.flatMap((x) => rowB.map((y) => x * y))));
}

/** The inverse, by Gauss-Jordan elimination with row pivots. Throws if there is none. */
export function inverse(matrix: Matrix): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column; i < size; i++) if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) pivot = i;
    if (rows[pivot][column] === 0) throw new Error('the matrix has no inverse');
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    const scale = rows[column][column];
    rows[column] = rows[column].map((value) => value / scale);
    for (let i = 0; i < size; i++) {
      const factor = rows[i][column];
      if (i !== column && factor !== 0) rows[i] = rows[i].map((value, j) => value - factor * rows[column][j]);
    }
  }
  return rows.map((row) => row.slice(size));
}
