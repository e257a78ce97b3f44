import type { Failure } from '../../shared/contract/procedure.ts';
import { failureOf } from '../connection/failure.ts';
import { whenUndone } from './undo.ts';

/** A short word about what has just happened. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'quiet' | 'good' | 'bad';
  /** Takes back what was done. */
  readonly undo: (() => unknown) | null;
  /** Shown instead of the text where something failed. */
  readonly failure: Failure | null;
  /** Something else that can be done about it. */
  readonly action: { readonly label: string; readonly run: () => unknown } | null;
}

const seconds = { quiet: 6, good: 6, bad: 14 } as const;
const most = 4;
let last = 0;
let shown = $state.raw<readonly Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** What is shown now, oldest first. */
export const toasts = (): readonly Toast[] => shown;

/** Takes a toast away. */
export function dismiss(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  shown = shown.filter((toast) => toast.id !== id);
}

/** Lets toasts stay for as long as somebody looks at them, and go after. */
export function hold(held: boolean): void {
  for (const toast of shown) {
    clearTimeout(timers.get(toast.id));
    if (!held)
      timers.set(
        toast.id,
        setTimeout(() => dismiss(toast.id), seconds[toast.tone] * 1000),
      );
  }
}

function add(toast: Omit<Toast, 'id'>): void {
  const id = ++last;
  shown = [...shown.slice(-(most - 1)), { id, ...toast }];
  // Time enough to take something back.
  timers.set(
    id,
    setTimeout(() => dismiss(id), (toast.undo === null ? seconds[toast.tone] : 10) * 1000),
  );
}

// Taken back by its shortcut, the toast that offers the same has nothing more to offer.
whenUndone((undo) => {
  for (const toast of shown) if (toast.undo === undo) dismiss(toast.id);
});

/** Says what was done, and lets it be taken back. */
export function say(text: string, { undo = null, tone = 'quiet', action = null }: Partial<Pick<Toast, 'undo' | 'tone' | 'action'>> = {}): void {
  add({ text, tone, undo, action, failure: null });
}

/** Says what went wrong, and what can be done about it; of what is said already only the newest stays. */
export function complain(error: unknown, action: Toast['action'] = null): void {
  const failure = failureOf(error);
  for (const toast of shown) if (toast.failure?.code === failure.code && toast.failure.message === failure.message) dismiss(toast.id);
  add({ text: '', tone: 'bad', undo: null, action, failure });
}

/** Runs something that a person asked for, and says so where it fails. Gives whether it went well. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
