import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command, Option } from 'commander';
import * as z from 'zod';
import { RecastError } from '../../../../shared/errors/index.ts';
import type { HintsDocument } from '../../../../shared/hints.ts';
import { parseHints } from '../../../../shared/hints.ts';
import { readReason } from '../../../data/systemErrors.ts';
import { textOption } from './values.ts';

/** `--hints`. */
export const hintsOption = (help: string): Option => textOption('--hints', 'file', help);

/** The hints in the file that `--hints` names; nothing without the flag. Throws HINTS_UNREADABLE. */
export async function givenHints(command: Command): Promise<{ hints?: HintsDocument }> {
  const { hints } = z.object({ hints: z.string().optional() }).parse(command.opts());
  if (hints === undefined) return {};
  const path = resolve(hints);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw RecastError.of('HINTS_UNREADABLE', { path, reason: readReason(error) }, error);
  });
  return { hints: parseHints(text, path) };
}
