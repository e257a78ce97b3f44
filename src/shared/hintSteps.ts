import * as z from 'zod';
import type { HintsDocument } from './hints.ts';
import { hintPointSchema, hintStrokeSchema } from './hints.ts';

/** How many steps of a painting's history are kept; older ones are forgotten once the window is closed. */
export const MOST_STEPS = 1000;

/** A run of items that gave way to another. */
const spliceOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ at: z.number().int().nonnegative(), gone: z.array(item), come: z.array(item) });

/** What a change did to hints, so that it can be taken back and done again. */
export const hintStepSchema = z.strictObject({
  points: spliceOf(hintPointSchema).nullable(),
  strokes: spliceOf(hintStrokeSchema).nullable(),
  /** What was done, so that going on with it is one step. */
  key: z.string().max(100).nullable(),
});
export type HintStep = z.infer<typeof hintStepSchema>;

/**
 * Steps one after the other, and where the hints are among them: numbers count all steps that were ever done, `from` is that of the first
 * one here, `at` that of the last one that is done.
 */
export const hintStepsSchema = z.strictObject({
  from: z.number().int().positive(),
  steps: z.array(hintStepSchema).max(MOST_STEPS),
  at: z.number().int().nonnegative(),
});
export type HintSteps = z.infer<typeof hintStepsSchema>;

type Drawn = Pick<HintsDocument, 'points' | 'strokes'>;

interface Splice<Item> {
  readonly at: number;
  readonly gone: Item[];
  readonly come: Item[];
}

/** What differs between two lists, as one run; items are the same where they are the same object. Null where nothing differs. */
function spliceBetween<Item>(before: readonly Item[], after: readonly Item[]): Splice<Item> | null {
  let at = 0;
  while (at < before.length && at < after.length && before[at] === after[at]) at++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - at;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const [gone, come] = [before.slice(at, before.length - tail), after.slice(at, after.length - tail)];
  return gone.length + come.length === 0 ? null : { at, gone, come };
}

/** The list with one run in the place of another; null where that other is not there. */
function spliced<Item>(items: readonly Item[], at: number, out: readonly Item[], into: readonly Item[]): Item[] | null {
  if (at + out.length > items.length || JSON.stringify(items.slice(at, at + out.length)) !== JSON.stringify(out)) return null;
  return [...items.slice(0, at), ...into, ...items.slice(at + out.length)];
}

/** The step from some hints to others. */
export const stepBetween = (before: Drawn, after: Drawn, key: string | null): HintStep => ({
  points: spliceBetween(before.points, after.points),
  strokes: spliceBetween(before.strokes, after.strokes),
  key,
});

/** Hints after a step that is done again, or before one that is taken back; null where it was not done to these. */
export function stepped(hints: Drawn, { points, strokes }: HintStep, way: 'on' | 'back'): Drawn | null {
  const after = <Item>(items: Item[], splice: Splice<Item> | null): Item[] | null => {
    if (splice === null) return items;
    return way === 'on' ? spliced(items, splice.at, splice.gone, splice.come) : spliced(items, splice.at, splice.come, splice.gone);
  };
  const [nextPoints, nextStrokes] = [after(hints.points, points), after(hints.strokes, strokes)];
  return nextPoints === null || nextStrokes === null ? null : { points: nextPoints, strokes: nextStrokes };
}
