type Undo = () => Promise<unknown>;

/** What can be taken back, newest last. Each once. */
const done: Undo[] = [];
const most = 50;
let told = (_undo: Undo): void => undefined;

/** Has the toasts told of everything that is taken back, whoever does it. */
export function whenUndone(listener: (undo: Undo) => void): void {
  told = listener;
}

/** Remembers how to take something back. Gives the same, for the toast: whoever comes first does it. */
export function undoable(undo: Undo): Undo {
  const once: Undo = async () => {
    const index = done.indexOf(once);
    if (index < 0) return;
    done.splice(index, 1);
    told(once);
    await undo();
  };
  done.push(once);
  if (done.length > most) done.shift();
  return once;
}

/** Whether there is something to take back. */
export const canUndo = (): boolean => done.length > 0;

/** Takes the newest thing back. */
export async function undoLast(): Promise<void> {
  await done.at(-1)?.();
}
