import { aimed } from '../state/target.svelte.ts';
import type { Target } from '../state/target.svelte.ts';
import { complain, say } from '../state/toasts.svelte.ts';
import { undoable } from '../state/undo.ts';
import { words } from '../words/words.svelte.ts';
import type { Action } from './action.ts';
import { checkpointActions } from './checkpoints.ts';
import { dataActions } from './data.ts';
import { describeActions } from './describe.ts';
import { goActions } from './go.ts';
import { paintActions } from './paint.ts';
import { projectActions } from './projects.ts';
import { runActions } from './runs.ts';
import { viewActions } from './view.ts';

/**
 * Everything that can be done in the window: buttons, native menus, the palette and the shortcut sheet are made from this.
 * Adding one: a row in its family, and its words in `words/en/shell.ts` (and every other language).
 */
const table = { ...goActions, ...paintActions, ...describeActions, ...projectActions, ...checkpointActions, ...dataActions, ...runActions, ...viewActions };

/** The id of an action. */
export type ActionId = keyof typeof table;

/** See `table`. */
export const actionTable: { readonly [Id in ActionId]: Action } = table;

/** Every id, in the order of the table. */
export const actionIds = Object.keys(table) as ActionId[];

/** Does an action, to what is aimed at unless told otherwise; says what was done and offers to take it back. */
export async function perform(id: ActionId, target: Target = aimed()): Promise<void> {
  const action = actionTable[id];
  if (!action.enabled(target)) return;
  try {
    const done = await action.run(target, words());
    if (done !== null) say(done.said, { undo: done.undo === undefined ? null : undoable(done.undo) });
  } catch (error) {
    complain(error);
  }
}

/** The name of an action in the language of the window. Reactive. */
export const labelOf = (id: ActionId): string => words().actions[id];
