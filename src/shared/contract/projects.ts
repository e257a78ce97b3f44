import * as z from 'zod';
import { projectKindSchema } from '../projectKinds.ts';
import { pictureUrlSchema, procedure, timeSchema, working } from './procedure.ts';

/** Where a project stands, by its most telling run. `new` has no run yet. */
export const projectStates = ['new', 'waiting', 'running', 'paused', 'stopped', 'finished', 'failed'] as const;

export const projectSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  /** What it is for; `projectKinds` says which sides and directions that has. */
  kind: projectKindSchema,
  state: z.enum(projectStates),
  /** Share of its running run that is done, in [0, 1]; null where nothing runs. */
  progress: z.number().min(0).max(1).nullable(),
  /** The newest sample, else a picture of side A; null where there is none. */
  picture: pictureUrlSchema.nullable(),
  /** Names of the sides. */
  sides: z.object({ a: z.string(), b: z.string() }),
  pictures: z.object({ a: z.number().int(), b: z.number().int() }),
  runs: z.number().int(),
  createdAt: timeSchema,
  /** The last time that anything happened in it. */
  activeAt: timeSchema,
  /** When it was put into the bin; null for one that is not there. */
  removedAt: timeSchema.nullable(),
});
export type Project = z.infer<typeof projectSchema>;

const name = z.string().trim().min(1).max(200);
const byId = z.object({ id: z.number().int() });
const ids = z.object({ ids: z.array(z.number().int()).min(1) });

/** Projects: what is learned, its pictures and its runs. */
export const projects = {
  /** All, those in the bin too. */
  list: procedure.output(z.array(projectSchema)),
  get: procedure.input(byId).output(projectSchema),
  /** Folders may be left out and added later. Without a name it is made from the folders' names. */
  create: procedure
    .input(
      z.object({ name: name.optional(), kind: projectKindSchema.default('cyclegan'), folders: z.object({ a: z.array(z.string()), b: z.array(z.string()) }) }),
    )
    .output(projectSchema),
  /** Whether the emoji sets are there to make a sample project from. */
  sampleAvailable: procedure.output(z.boolean()),
  /** Makes a project from two emoji sets. */
  createSample: procedure.output(working(projectSchema)),
  rename: procedure.input(z.object({ id: z.number().int(), name })).output(projectSchema),
  /** The same pictures and settings under a new name, without runs. */
  duplicate: procedure.input(byId).output(projectSchema),
  /** Into the bin; what runs is stopped with a checkpoint. */
  remove: procedure.input(ids),
  restore: procedure.input(ids),
  /** Removes for good what is in the bin, with its files below the studio's home; the person's own pictures stay. */
  emptyBin: procedure.output(z.object({ projects: z.number().int(), runs: z.number().int(), checkpoints: z.number().int(), bytes: z.number() })),
};
