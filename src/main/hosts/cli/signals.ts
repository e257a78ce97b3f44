const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One press of Ctrl-C can arrive several times: the terminal sends it to every process in the
 * foreground, and npm passes it on to its child once more. What comes this soon is the same press.
 */
const samePressMilliseconds = 500;

/** The exit code of work that was interrupted, whichever signal did it. */
export const interruptedExit = 130;

/** What to do when the process is asked to end. */
export interface SignalActions {
  /** The first time: finish the unit at hand and save. */
  first(): void;
  /** The second time: leave at once. */
  second(): void;
}

/** Listens for Ctrl-C, termination and a closed terminal until the returned function is called. */
export function onSignals(actions: SignalActions, now: () => number = Date.now): () => void {
  let asked = 0;
  let askedAt = -Infinity;
  const listener = (): void => {
    if (asked > 0 && now() - askedAt < samePressMilliseconds) return;
    askedAt = now();
    asked++;
    if (asked === 1) actions.first();
    else if (asked === 2) actions.second();
  };
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
