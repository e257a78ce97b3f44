import * as z from 'zod';
import type { Pixels } from './pixels.ts';

/** Where a picture came from, as kept in its metadata: program, model, checkpoint hash, direction. */
export const provenanceSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** See `provenanceSchema`. */
export type Provenance = z.infer<typeof provenanceSchema>;

/** How a picture is written. */
export interface EncodeOptions {
  readonly format: 'png' | 'jpeg' | 'webp' | 'avif';
  /** 1 to 100; png is lossless and takes no notice of it. */
  readonly quality: number;
  readonly provenance?: Provenance;
}

export declare function encodePicture(pixels: Pixels, path: string, options: EncodeOptions): Promise<void>;

export declare function readProvenance(path: string): Promise<Provenance | null>;
