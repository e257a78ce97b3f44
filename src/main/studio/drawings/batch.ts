import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';
import { sentencesIn } from '../../data/captions/sentences.ts';
import { fileName } from '../fileName.ts';
import { startGeneration } from '../generateJob.ts';
import type { StudioParts } from '../parts.ts';
import { readSettings } from '../system/settings.ts';
import { nobody } from '../types.ts';
import { painterNamed } from './painters.ts';

/** What a window asks for. */
export interface AskedBatch {
  readonly checkpoint: string;
  readonly file: string;
  readonly perSentence: number;
  readonly seed: number;
  readonly output: string | null;
}

/** So many sentences of a file are shown before it is drawn. */
const SHOWN = 5;

/** How many sentences a file has, and the first of them. Throws SENTENCES_UNREADABLE, SENTENCE_EMPTY. */
export async function lookAtSentences(file: string): Promise<{ count: number; first: string[] }> {
  const sentences = await sentencesIn(file);
  return { count: sentences.length, first: sentences.slice(0, SHOWN) };
}

/** A folder of its own below the exports folder: `animals 1200 sentences`, with a number where there is one. */
function freeOutput({ layout, catalog }: StudioParts, { checkpoint, file }: AskedBatch): string {
  const { run_name, step } = painterNamed(catalog, checkpoint);
  const name = `${fileName(run_name)} ${step} ${fileName(parse(file).name)}`;
  for (let number = 1; ; number++) {
    const folder = join(layout.exports, number === 1 ? name : `${name} (${number})`);
    if (!existsSync(folder)) return folder;
  }
}

/** Starts or queues the drawing of all sentences of a file; gives the conversion's number. Throws SENTENCES_UNREADABLE, SENTENCE_EMPTY and as `startGeneration`. */
export async function beginBatch(parts: StudioParts, asked: AskedBatch): Promise<number> {
  const { checkpoint, file, perSentence: count, seed, output } = asked;
  painterNamed(parts.catalog, checkpoint);
  const sentences = await sentencesIn(file);
  const { engine } = readSettings(parts.layout);
  return startGeneration(parts, { checkpoint, sentences, count, seed, file, engine, output: output ?? freeOutput(parts, asked) }, nobody).id;
}
