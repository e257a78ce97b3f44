import * as z from 'zod';

/** The result of a conversion. Each file's own outcome comes as a `converted` message. */
export const conversionResultSchema = z.object({
  written: z.number().int().nonnegative(),
  /** Made before from the same contents by the same checkpoint, and left alone. */
  unchanged: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  /** Absolute paths of the before/after sheets. */
  sheets: z.array(z.string()),
});

export type ConversionResult = z.infer<typeof conversionResultSchema>;
