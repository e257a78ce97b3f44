import { untrack } from 'svelte';

let shown = $state.raw<readonly HTMLDialogElement[]>([]);

/** The modal dialog that lies above everything; null where there is none. Only what is in it can be pressed. Reactive. */
export const topDialog = (): HTMLDialogElement | null => shown.at(-1) ?? null;

/** Says that a modal dialog is shown, above those before it. Returns how to say that it is gone. */
export function showing(dialog: HTMLDialogElement): () => void {
  shown = [...untrack(() => shown), dialog];
  return () => {
    shown = untrack(() => shown).filter((other) => other !== dialog);
  };
}
