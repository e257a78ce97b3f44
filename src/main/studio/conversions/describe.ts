import * as z from 'zod';
import type { Conversion, ConversionFile } from '../../../shared/contract/conversions.ts';
import { directionSchema } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { FileCounts } from '../../catalog/conversionFiles.ts';
import { countFiles, pageOfFiles } from '../../catalog/conversionFiles.ts';
import { findConversion, listConversions } from '../../catalog/conversions.ts';
import { readJson } from '../../catalog/json.ts';
import { findRun } from '../../catalog/runs.ts';
import type { FileState, Row } from '../../catalog/tables.ts';
import type { ConvertTask } from '../../jobs/messages.ts';
import { convertTaskSchema } from '../../jobs/messages.ts';
import { convertDefaults } from '../defaults.ts';
import { failureOf } from '../failures.ts';
import { follow } from '../live/bell.ts';
import { conversionJobId } from '../live/jobs.ts';
import type { StudioParts } from '../parts.ts';
import { bellOf, positions } from '../runs/live.ts';
import { iso, isoOrNull } from '../times.ts';

/** Progress comes this often at most, in milliseconds. */
const EVERY = 100;

/** The conversion with this number. Throws CONVERSION_UNKNOWN. */
export function conversionOf({ catalog }: StudioParts, id: number): Row<'conversions'> {
  const row = findConversion(catalog, id);
  if (row === undefined) throw RecastError.of('CONVERSION_UNKNOWN', { conversion: id });
  return row;
}

/** What the engine was told; of conversions from before that was kept, only where from and where to. */
function taskOf(row: Row<'conversions'>): Pick<ConvertTask, 'input' | 'more' | 'format' | 'quality'> {
  // Thousands of sentences may stand in it, and nothing of it is asked for.
  if (row.direction === 'draw') return { ...convertDefaults, format: 'png', input: row.input };
  return row.task === null ? { ...convertDefaults, input: row.input } : readJson(convertTaskSchema, row.task, 'conversions.task');
}

/** Counts of a conversion. Those from before files were listed have only their numbers. */
function countsOf({ catalog }: StudioParts, row: Row<'conversions'>): FileCounts {
  if (row.task !== null) return countFiles(catalog, row.id);
  const { written, unchanged, failed } = row;
  return { total: written + unchanged + failed, written, unchanged, failed };
}

/** A conversion as a window shows it. */
export function describeConversion(parts: StudioParts, row: Row<'conversions'>): Conversion {
  const { id, checkpoint_id, run_id, title, direction, input, output, state, created_at, ended_at } = row;
  const { more = [], format, quality } = taskOf(row);
  const run = run_id === null ? undefined : findRun(parts.catalog, run_id);
  return {
    id,
    checkpoint: checkpoint_id,
    run: run_id,
    project: run?.project_id ?? null,
    title: title === '' ? input : title,
    // Whatever a translator calls its directions, windows know these two.
    direction: directionSchema.catch('a2b').parse(direction),
    inputs: [input, ...more],
    output,
    format,
    quality,
    state,
    failure: failureOf(row),
    counts: countsOf(parts, row),
    createdAt: iso(created_at),
    endedAt: isoOrNull(ended_at),
  };
}

/** All conversions, newest first. */
export function listedConversions(parts: StudioParts): Conversion[] {
  parts.queue.sweep();
  return listConversions(parts.catalog).map((row) => describeConversion(parts, row));
}

const filterSchema = z.enum(['waiting', 'written', 'unchanged', 'failed']);

/** A part of the files of a conversion. */
export function conversionFiles(
  parts: StudioParts,
  { id, filter, offset, limit }: { id: number; filter: 'all' | FileState; offset: number; limit: number },
): { total: number; items: ConversionFile[] } {
  const counts = countFiles(parts.catalog, id);
  const drawn = conversionOf(parts, id).direction === 'draw';
  const state = filterSchema.safeParse(filter).data ?? null;
  const waiting = counts.total - counts.written - counts.unchanged - counts.failed;
  const total = state === null ? counts.total : state === 'waiting' ? waiting : counts[state];
  const url = (place: number, which: 'before' | 'after'): string => `/pictures/conversion/${id}/${place}/${which}`;
  const items = pageOfFiles(parts.catalog, id, state, offset, limit).map(({ place, name, output, state: of, reason }) => ({
    index: place,
    name,
    state: of,
    reason,
    // What is drawn from words was no picture before.
    before: drawn ? null : url(place, 'before'),
    after: output === null || of === 'waiting' ? null : url(place, 'after'),
  }));
  return { total, items };
}

/** What a window follows of a conversion. */
export type ConversionLive = Pick<Conversion, 'state' | 'counts'> & { position: number | null; progress: ReturnType<typeof progressOf> };

function progressOf(parts: StudioParts, id: number) {
  return parts.jobs.find(conversionJobId(id))?.progress ?? null;
}

/** The live state of a conversion, at most ten times a second. Ends when the signal aborts. */
export async function* watchConversion(parts: StudioParts, id: number, signal: AbortSignal | undefined): AsyncGenerator<ConversionLive, void> {
  const bell = bellOf(parts);
  const take = (): ConversionLive | undefined => {
    const row = findConversion(parts.catalog, id);
    if (row === undefined) return undefined;
    const own = parts.jobs.find(conversionJobId(id));
    const state = own !== undefined && own.endedAt === null ? own.state : row.state;
    const position = own?.queueRow === undefined || own.queueRow === null ? null : (positions(parts).get(own.queueRow) ?? null);
    return { state, position, counts: countsOf(parts, row), progress: progressOf(parts, id) };
  };
  try {
    yield* follow(bell, EVERY, take, signal);
  } finally {
    bell.close();
  }
}
