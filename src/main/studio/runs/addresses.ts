/** Addresses of the pictures of runs: ids only, see `window/pictures.ts`. */

/** A picture of a sample. */
export function samplePictureUrl(run: string, step: number, side: string, place: number, column: string): string {
  return `/pictures/sample/${run}/${step}/${side}/${place}/${column}`;
}
