import type { Command } from 'commander';
import * as z from 'zod';
import type { DemoLength } from './plan.ts';
import { defaultMinutes, defaultSeed } from './plan.ts';

/** What the demos are given. */
export interface DemoFlags {
  readonly length: DemoLength;
  readonly seed: number;
  readonly again: boolean;
}

const flagsSchema = z.object({
  minutes: z.number().optional(),
  steps: z.number().nullable().default(null),
  seed: z.number().default(defaultSeed),
  again: z.boolean().default(false),
});

/** Reads the flags of a demo, which trains for the `usual` length where nobody says. */
export function flagsOf(command: Command, usual: DemoLength = { minutes: defaultMinutes, steps: null }): DemoFlags {
  const { minutes, steps, seed, again } = flagsSchema.parse(command.opts());
  const length = minutes === undefined && steps === null ? usual : { minutes: minutes ?? usual.minutes, steps };
  return { length, seed, again };
}
