/** A picture of the studio as a file, for whoever answers `/pictures/...`. */
export interface PictureSource {
  /** Absolute. */
  readonly path: string;
  /** Stands for what the file holds: another text where its content may differ. */
  readonly identity: string;
  /** Its address names this very content, so that it may be kept for good. */
  readonly settled: boolean;
}
