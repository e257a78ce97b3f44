import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { procedure } from './procedure.ts';

export const tensorflowStatusSchema = z.object({
  installed: z.boolean(),
  /** Which one; null where none is installed. */
  package: z.enum(['cpu', 'gpu']).nullable(),
  version: z.string().nullable(),
  /** Where it computes: `cuda` is an NVIDIA card; null where it does not. */
  device: z.enum(['cpu', 'cuda']).nullable(),
  works: z.boolean(),
  /** What is so, or why not, in a sentence. */
  text: z.string(),
  /** What to do about it; null where nothing is to be done. */
  remedy: z.string().nullable(),
  folder: z.string(),
  /** What it takes on the disk. */
  bytes: z.number(),
});
export type TensorflowState = z.infer<typeof tensorflowStatusSchema>;

/** What an installation does now, and the bytes that have arrived; how many there will be nobody knows. Only the latest matters. */
export const tensorflowProgressSchema = z.object({ phase: z.enum(['packages', 'library', 'proving']), bytes: z.number() });
export type TensorflowSteps = z.infer<typeof tensorflowProgressSchema>;

/** TensorFlow as a second executor: no part of the program, and nothing needs it. */
export const tensorflow = {
  /** Looks at what is installed and tries it: some seconds. */
  status: procedure.output(tensorflowStatusSchema),
  /** Downloads, proves and puts in place; cancelled by no longer listening, which leaves what was there. */
  install: procedure.input(z.object({ gpu: z.boolean() })).output(eventIterator(tensorflowProgressSchema, tensorflowStatusSchema)),
  /** Removes it; gives the bytes that are free again. */
  remove: procedure.output(z.object({ bytes: z.number() })),
};
