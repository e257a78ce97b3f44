import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import * as z from 'zod';

const manifestSchema = z.object({ version: z.string() });

/** The version of an installed package that this product uses, or null where it is not there. */
export function partVersion(name: string): string | null {
  let manifest: string | undefined;
  try {
    manifest = findPackageJSON(name, import.meta.url);
  } catch {
    // Thrown for a package that cannot be found: being absent is the answer.
    return null;
  }
  return manifest === undefined ? null : manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8'))).version;
}

/** The version of Recast Studio itself. */
export function productVersion(): string {
  return partVersion('..') ?? 'unknown';
}
