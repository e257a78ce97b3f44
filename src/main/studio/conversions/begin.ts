import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startConversion } from '../convertJob.ts';
import { fileName } from '../fileName.ts';
import type { StudioParts } from '../parts.ts';
import { resolveCheckpoint } from '../references.ts';
import { readSettings } from '../system/settings.ts';
import type { ConvertRequest } from '../types.ts';
import { nobody } from '../types.ts';

/** A folder of its own below the exports folder: `portraits a2b`, with a number where there is one. */
function freeOutput({ layout, catalog }: StudioParts, checkpoint: string, direction: string): string {
  const { run_name, step } = resolveCheckpoint(catalog, checkpoint);
  const name = `${fileName(run_name)} ${step} ${direction}`;
  for (let number = 1; ; number++) {
    const folder = join(layout.exports, number === 1 ? name : `${name} (${number})`);
    if (!existsSync(folder)) return folder;
  }
}

/** What a window asks for. */
export interface AskedConversion extends Pick<ConvertRequest, 'checkpoint' | 'direction' | 'format' | 'quality' | 'sheet' | 'hints'> {
  readonly inputs: readonly string[];
  readonly output: string | null;
}

/** Starts or queues a conversion of several files and folders; gives its number. Throws as `startConversion`. */
export function beginConversion(parts: StudioParts, { inputs, output, ...fields }: AskedConversion): number {
  const [input, ...more] = inputs;
  const place = output ?? freeOutput(parts, fields.checkpoint, fields.direction);
  const { engine } = readSettings(parts.layout);
  return startConversion(parts, { ...fields, engine, input, ...(more.length > 0 && { more }), output: place }, nobody).id;
}
