import type { HintsDocument } from '../../shared/hints.ts';
import type { HintStep, HintSteps } from '../../shared/hintSteps.ts';
import { MOST_STEPS, stepBetween, stepped } from '../../shared/hintSteps.ts';
import type { Hints } from './hints.ts';
import type { History } from './history.ts';
import { begun } from './history.ts';

/** A history as a row of states, oldest first: what each was reached by, and which of them is the present one. */
interface Row {
  readonly states: readonly Hints[];
  readonly keys: readonly (string | null)[];
  readonly at: number;
}

function rowOf({ present, past, future, key }: History<Hints>): Row {
  const [states, keys] = [[present], [key]];
  for (let step = past; step !== null; step = step.next) {
    states.push(step.state);
    keys.push(step.key);
  }
  states.reverse();
  keys.reverse();
  const at = states.length - 1;
  for (let step = future; step !== null; step = step.next) {
    states.push(step.state);
    keys.push(step.key);
  }
  return { states, keys, at };
}

// One cast: documents do not say that their lists are for reading alone. Nobody writes into them.
const writable = (hints: Hints): Pick<HintsDocument, 'points' | 'strokes'> => hints as Pick<HintsDocument, 'points' | 'strokes'>;

/**
 * What was done between two histories of one painting, `saved` and the one that came of it, to be kept in the place of all from its first step
 * on. `before` is the number of the step that led to the oldest state.
 */
export function stepsSince(saved: History<Hints>, now: History<Hints>, before: number): HintSteps {
  const [old, row] = [rowOf(saved), rowOf(now)];
  let first = 1;
  while (first < row.states.length && row.states[first] === old.states[first]) first++;
  first = Math.max(first, row.states.length - MOST_STEPS);
  const steps: HintStep[] = [];
  for (let index = first; index < row.states.length; index++)
    steps.push(stepBetween(writable(row.states[index - 1]), writable(row.states[index]), row.keys[index]));
  return { from: before + first, steps, at: before + row.at };
}

/** The history of hints whose steps were kept, as far as they lead back and on from them; and the number of the step before its oldest state. */
export function unfolded(hints: Hints, { from, steps, at }: HintSteps): { history: History<Hints>; before: number } {
  const done = at - from + 1;
  const states: { state: Hints; key: string | null }[] = [];
  let [state, before]: [Hints | null, number] = [hints, at];
  for (let index = done - 1; index >= 0; index--) {
    const step = steps[index];
    state = step === undefined ? null : stepped(writable(state), step, 'back');
    if (state === null || step === undefined) break;
    states.push({ state, key: steps[index - 1]?.key ?? null });
    before--;
  }
  let history: History<Hints> = { ...begun(hints), key: steps[done - 1]?.key ?? null };
  for (const { state: past, key } of states.reverse()) history = { ...history, past: { state: past, key, next: history.past } };
  const later: { state: Hints; key: string | null }[] = [];
  let next: Hints | null = hints;
  for (const step of steps.slice(Math.max(0, done))) {
    next = stepped(writable(next), step, 'on');
    if (next === null) break;
    later.push({ state: next, key: step.key });
  }
  for (const { state: future, key } of later.reverse()) history = { ...history, future: { state: future, key, next: history.future } };
  return { history, before };
}
