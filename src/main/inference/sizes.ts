/** The least multiple of `multipleOf` that is not below `value`. */
export function roundUp(value: number, multipleOf: number): number {
  return Math.ceil(value / multipleOf) * multipleOf;
}
