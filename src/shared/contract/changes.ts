import * as z from 'zod';
import { latest, procedure } from './procedure.ts';

/** What can change under a window's feet. `id` narrows it: a project's, run's, conversion's; null concerns all. */
export const topics = [
  'projects',
  'data',
  'runs',
  'checkpoints',
  'conversions',
  'paintings',
  'drawings',
  'captions',
  'swatches',
  'activity',
  'settings',
  'devices',
] as const;

export const changeSchema = z.object({ topic: z.enum(topics), id: z.string().nullable() });
export type Change = z.infer<typeof changeSchema>;
export type Topic = Change['topic'];

/** What changed, so that windows ask again for what they show. Changes within 100 ms come together, each once. */
export const changes = {
  watch: procedure.output(latest(z.array(changeSchema))),
};
