import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as z from 'zod';
import { allCheckpointsOf } from '../../catalog/checkpoints.ts';
import { findConversion } from '../../catalog/conversions.ts';
import type { Catalog } from '../../catalog/open.ts';
import { notesOf } from '../../catalog/records.ts';
import { findListedRun } from '../../catalog/runs.ts';
import type { LiveJob, LogLine } from '../live/jobs.ts';
import { LOG_FILE } from '../log.ts';
import type { StudioParts } from '../parts.ts';
import { iso } from '../times.ts';

const printedSchema = z.object({ time: z.number(), run: z.string().optional(), conversion: z.number().optional(), output: z.string() });

/** What an engine printed for a run or conversion, also in earlier sessions of the studio, from the home's log. */
async function printed({ layout }: StudioParts, isMeant: (line: z.infer<typeof printedSchema>) => boolean): Promise<LogLine[]> {
  const text = await readFile(join(layout.logs, LOG_FILE), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    if (!line.includes('"output"')) return [];
    const parsed = printedSchema.safeParse(parseQuietly(line));
    if (!parsed.success || !isMeant(parsed.data)) return [];
    return stripVTControlCharacters(parsed.data.output)
      .split(/\r?\n/)
      .flatMap((part) => (part.trim() === '' ? [] : [{ at: parsed.data.time, text: part }]));
  });
}

function parseQuietly(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The last line of a process that was killed.
    return null;
  }
}

/** A line for a moment that has come. */
const moment = (at: number | null, text: string): LogLine[] => (at === null ? [] : [{ at, text }]);

const joined = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null && part !== '').join(' ');

/** The way of a run as the catalog has it: entered, begun, saved, noted, ended. */
function runLines(catalog: Catalog, id: string): LogLine[] {
  const run = findListedRun(catalog, id);
  if (run === undefined) return [];
  return [
    ...moment(run.created_at, `Entered as ${id}.`),
    ...moment(run.started_at, 'Started.'),
    ...allCheckpointsOf(catalog, id).map(({ created_at, step }) => ({ at: created_at, text: `Checkpoint of step ${step}.` })),
    ...notesOf(catalog, id).map(({ created_at, text }) => ({ at: created_at, text })),
    ...moment(run.ended_at, joined(`Ended at step ${run.step}: ${run.state}.`, run.reason, run.remedy)),
  ];
}

/** The way of a conversion as the catalog has it. */
function conversionLines(catalog: Catalog, id: number): LogLine[] {
  const conversion = findConversion(catalog, id);
  if (conversion === undefined) return [];
  const { created_at, ended_at, input, output, state, written, unchanged, failed, reason } = conversion;
  const counts = `${written} written, ${unchanged} unchanged, ${failed} failed.`;
  return [...moment(created_at, `Entered: ${input} to ${output}.`), ...moment(ended_at, joined(`Ended: ${state}. ${counts}`, reason))];
}

/** What is known of any other job while this process remembers it. */
function liveLines(job: LiveJob): LogLine[] {
  const { startedAt, endedAt, state, failure, lines } = job;
  return [...moment(startedAt, 'Started.'), ...lines, ...moment(endedAt, joined(`Ended: ${state}.`, failure?.message ?? null, failure?.remedy ?? null))];
}

/** Its way, notes about a job and what its engine printed, oldest first. */
export async function jobLog(parts: StudioParts, id: string): Promise<{ at: string; text: string }[]> {
  const { catalog, jobs } = parts;
  const [, kind, number = ''] = /^(run|conversion)-(.+)$/.exec(id) ?? [];
  const live = jobs.find(id);
  const lines =
    kind === 'run'
      ? [...runLines(catalog, number), ...(await printed(parts, ({ run }) => run === number))]
      : kind === 'conversion'
        ? [...conversionLines(catalog, Number(number)), ...(await printed(parts, ({ conversion }) => conversion === Number(number)))]
        : live === undefined
          ? []
          : liveLines(live);
  return lines.toSorted((one, other) => one.at - other.at).map(({ at, text }) => ({ at: iso(at), text }));
}
