import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { RecastError } from '../../shared/errors/index.ts';

/** The file of a checkpoint's folder that describes the others. It is written last. */
export const MANIFEST_FILE = 'checkpoint.json';

/** The version of the folder's form that this program writes, and the newest it reads. */
export const FORMAT_VERSION = 1;

const word = z.number().int().min(0).max(0xffffffff);

/** A random generator's state, as `engine/random.ts` gives it. */
export const randomStateSchema = z.object({ key: z.tuple([word, word]).readonly(), drawn: z.number().int().nonnegative() });

/** A picture pool's state beside its pictures, which lie in `pool.safetensors` under the pool's name as `[pictures, H, W, C]`. */
export const poolStateSchema = z.strictObject({ size: z.number().int().positive(), pictures: z.number().int().nonnegative(), random: randomStateSchema });

const fileSchema = z.strictObject({
  /** Beside the manifest: no folders. */
  name: z.string().regex(/^[\w.-]+$/),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Everything of a checkpoint that is not a tensor. */
export const manifestSchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  /** A name of `shared/architectures`; a plain text here, so that a checkpoint of an unknown one can be named in a message. */
  architecture: z.string(),
  settings: z.record(z.string(), z.unknown()),
  seed: z.number().int().nonnegative(),
  /** Steps done, which is also Adam's count. */
  step: z.number().int().nonnegative(),
  /** The epoch of the last step's pictures, from 0. */
  epoch: z.number().int().nonnegative(),
  /** Where a run of several phases is: the phase of the last step, and the steps before it. */
  phase: z.strictObject({ name: z.string(), begun: z.number().int().nonnegative() }).optional(),
  /** The losses of the last step by name; empty before the first. */
  losses: z.record(z.string(), z.number()),
  /** Where the pictures go on: the data module's own JSON, checked by its own schema. Null before the first step. */
  batches: z.json().nullable(),
  pools: z.record(z.string(), poolStateSchema),
  /** Names of the networks: each one has a file `<network>.safetensors`. */
  networks: z.array(z.string()),
  files: z.array(fileSchema),
  /** SHA-256 of this whole description without `hash` itself; with the files' own hashes in it, of the whole checkpoint. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A checkpoint's description. */
export type Manifest = z.infer<typeof manifestSchema>;
/** A picture pool as a manifest keeps it. */
export type PoolState = z.infer<typeof poolStateSchema>;

/** JSON with the names of every object in order, so that equal contents have equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** The SHA-256 of a description, of everything but its own `hash`, in hexadecimal. Equal states of training have equal hashes. */
export function hashManifest(manifest: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(canonicalJson({ ...manifest, hash: undefined }))
    .digest('hex');
}

/**
 * Reads and checks the description of the checkpoint in `folder`; its tensors stay unread.
 *
 * @throws CHECKPOINT_DAMAGED where it is missing, cut off or was changed; CHECKPOINT_NEWER where a later program wrote it
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const damaged = (reason: string, cause?: unknown): RecastError => RecastError.of('CHECKPOINT_DAMAGED', { path: folder, reason }, cause);
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST_FILE), 'utf8');
  } catch (error) {
    throw damaged(`its description ${MANIFEST_FILE} cannot be opened.`, error);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw damaged(`its description ${MANIFEST_FILE} is not JSON text.`, error);
  }
  const version = z.object({ formatVersion: z.number().int() }).safeParse(json);
  if (version.success && version.data.formatVersion > FORMAT_VERSION) throw RecastError.of('CHECKPOINT_NEWER', { path: folder });
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) throw damaged(`its description ${MANIFEST_FILE} is not complete.`, manifest.error);
  if (hashManifest(z.record(z.string(), z.unknown()).parse(json)) !== manifest.data.hash)
    throw damaged(`its description ${MANIFEST_FILE} was changed after it was written.`);
  return manifest.data;
}
