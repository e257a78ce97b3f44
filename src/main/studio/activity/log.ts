import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { notesOf } from '../../catalog/records.ts';
import type { LogLine } from '../live/jobs.ts';
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
    return parsed.data.output.split(/\r?\n/).flatMap((part) => (part.trim() === '' ? [] : [{ at: parsed.data.time, text: part }]));
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

/** Notes about a job and what its engine printed, oldest first. */
export async function jobLog(parts: StudioParts, id: string): Promise<{ at: string; text: string }[]> {
  const [, kind, number] = /^(run|conversion)-(.+)$/.exec(id) ?? [];
  const live = parts.jobs.find(id);
  const lines: LogLine[] =
    kind === 'run'
      ? [...notesOf(parts.catalog, number).map(({ created_at, text }) => ({ at: created_at, text })), ...(await printed(parts, ({ run }) => run === number))]
      : kind === 'conversion'
        ? await printed(parts, ({ conversion }) => conversion === Number(number))
        : [...(live?.lines ?? [])];
  const failure = live?.failure;
  if (failure !== undefined && failure !== null) lines.push({ at: live?.endedAt ?? Date.now(), text: `${failure.message} ${failure.remedy}` });
  return lines.toSorted((one, other) => one.at - other.at).map(({ at, text }) => ({ at: iso(at), text }));
}
