/** A layer of a picture with layers, as large as the picture. */
export interface Layer {
  readonly name: string;
  /** Bytes a pixel in `data`: 3 without transparency, 4 with it. */
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
  readonly visible: boolean;
}
