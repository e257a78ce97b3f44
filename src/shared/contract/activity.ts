import * as z from 'zod';
import { progressSchema } from '../progress.ts';
import { failureSchema, latest, procedure, timeSchema } from './procedure.ts';
import { runStates } from './runs.ts';

/** A job that waits, runs or has ended. */
export const jobSchema = z.object({
  /** `run-<id>`, `conversion-<id>`, or a number of its own: stable while the studio is open. */
  id: z.string(),
  kind: z.enum(['train', 'convert', 'measure', 'export', 'import', 'bench']),
  title: z.string(),
  state: z.enum(runStates),
  project: z.number().int().nullable(),
  run: z.string().nullable(),
  conversion: z.number().int().nullable(),
  /** 1 is next; null for one that does not wait. */
  position: z.number().int().nullable(),
  progress: progressSchema.nullable(),
  failure: failureSchema.nullable(),
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

const byJob = z.object({ job: z.string() });

/** What runs, what waits, and what ended lately. */
export const activity = {
  /** Running first, then waiting in order, then the last 50 that ended, newest first. Told anew at most four times a second. */
  watch: procedure.output(latest(z.array(jobSchema))),
  /** Moves a waiting job to a place; 1 is next. */
  move: procedure.input(byJob.extend({ place: z.number().int().min(1) })),
  pause: procedure.input(byJob),
  proceed: procedure.input(byJob),
  /** Takes a waiting job out of the queue; a running one saves and ends. */
  cancel: procedure.input(byJob),
  /** Notes and what the engine printed, oldest first. */
  log: procedure.input(byJob).output(z.object({ lines: z.array(z.object({ at: timeSchema, text: z.string() })) })),
};
