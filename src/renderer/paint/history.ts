interface Step<State> {
  readonly state: State;
  /** What was done from here, so that doing it on is one step. */
  readonly key: string | null;
  readonly next: Step<State> | null;
}

/** What a document was, is and would be again. Without limit: a step costs what differs. */
export interface History<State> {
  readonly present: State;
  readonly past: Step<State> | null;
  readonly future: Step<State> | null;
  /** What the newest step was. */
  readonly key: string | null;
}

/** A document to which nothing was done yet. */
export const begun = <State>(present: State): History<State> => ({ present, past: null, future: null, key: null });

/**
 * After a change. Changes with the same key, one right after the other, are one step: a size turned by the wheel. The same state is no
 * change.
 */
export function done<State>(history: History<State>, present: State, key: string | null = null): History<State> {
  if (present === history.present) return history;
  const past = key !== null && key === history.key ? history.past : { state: history.present, key: history.key, next: history.past };
  return { present, past, future: null, key };
}

/** One step back; the same where there is none. */
export function undone<State>(history: History<State>): History<State> {
  const { past, present, future, key } = history;
  return past === null ? history : { present: past.state, key: past.key, past: past.next, future: { state: present, key, next: future } };
}

/** One step on again; the same where there is none. */
export function redone<State>(history: History<State>): History<State> {
  const { past, present, future, key } = history;
  return future === null ? history : { present: future.state, key: future.key, past: { state: present, key, next: past }, future: future.next };
}
