import * as z from 'zod';
import { procedure } from './procedure.ts';

/** Endings of the files that a host takes. A packed svg is none: it may be anything once it is unpacked. */
export const uploadEndings = {
  pictures: ['.png', '.jpg', '.jpeg', '.jpe', '.jfif', '.webp', '.gif', '.tif', '.tiff', '.avif', '.svg'],
  weights: ['.safetensors', '.pth', '.pt'],
  /** Paintings with layers that were exported here. */
  paintings: ['.psd', '.ora'],
  /** What pictures are said to show: a file for all, or a text beside each. */
  captions: ['.csv', '.tsv', '.txt', '.jsonl', '.ndjson'],
} as const;

/** What a file is by its ending; null for one that no host takes. */
export function uploadKind(path: string): keyof typeof uploadEndings | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  // A name that is nothing but an ending has none.
  const has = (kind: keyof typeof uploadEndings): boolean => uploadEndings[kind].some((ending) => name.endsWith(ending) && name !== ending);
  return (['pictures', 'weights', 'paintings', 'captions'] as const).find(has) ?? null;
}

/** How a window without real paths brings pictures to the host. */
export const uploadSchema = z.object({
  id: z.string(),
  /** Where the files will lie on the host's machine. */
  folder: z.string(),
  /**
   * Files that are not whole yet, by their index in `begin`, and how many bytes of each have arrived. The window sends
   * each by `PUT /uploads/<id>/<index>?from=<bytes>` with the rest of the file as the body.
   */
  missing: z.array(z.object({ index: z.number().int(), from: z.number().int() })),
});
export type Upload = z.infer<typeof uploadSchema>;

/** Uploads of files and folders, resumed where they were interrupted. */
export const uploads = {
  /** The same name, files and sizes again go on with an upload that was interrupted. Refuses files that are no pictures or weights, and more than fits. */
  begin: procedure
    .input(
      z.object({
        name: z.string().min(1).max(200),
        files: z
          .array(z.object({ path: z.string().min(1).max(1000), bytes: z.number().int().nonnegative() }))
          .min(1)
          .max(100_000),
      }),
    )
    .output(uploadSchema),
  status: procedure.input(z.object({ id: z.string() })).output(uploadSchema),
  /** Removes what has arrived. */
  abort: procedure.input(z.object({ id: z.string() })),
};
