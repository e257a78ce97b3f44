import { untrack } from 'svelte';
import type { Failure } from '../../../../shared/contract/procedure.ts';
import { unpackSteps, unpackValues } from '../../../../shared/columns.ts';
import { connection, studio } from '../../../connection/connection.svelte.ts';
import { failureOf } from '../../../connection/failure.ts';
import { every } from '../../../state/pace.ts';
import type { Columns } from './curves.ts';
import { Curves } from './curves.ts';

/** New points are asked for this often at most, in milliseconds. */
const pace = 1500;

/** The curves of a run as they grow. */
export interface Feed {
  /** Reactive: whoever reads it hears of new points, though it is the same object with more in it. */
  readonly curves: Curves;
  /** The first answer is not there yet. */
  readonly loading: boolean;
  readonly failure: Failure | null;
}

/** Points as they were sent, to be read. */
async function unpacked({ step, series }: Awaited<ReturnType<typeof studio.runs.metrics>>): Promise<Columns> {
  const values = await Promise.all(Object.entries(series).map(async ([name, packed]) => [name, await unpackValues(packed)] as const));
  return { step: await unpackSteps(step), series: Object.fromEntries(values) };
}

/**
 * Follows the curves of a run while the component lives: all points once, later only what is new, when `step` has moved on. A
 * step before the last point means that training went back to a checkpoint: then everything is asked anew.
 */
export function feed(run: string, step: () => number | null): Feed {
  let now = $state.raw({ curves: new Curves() });
  let loading = $state(true);
  let failure = $state.raw<Failure | null>(null);
  let asking = false;
  let late = false;

  async function ask(): Promise<void> {
    late = asking;
    if (asking) return;
    asking = true;
    try {
      const { curves } = now;
      const columns = await unpacked(await studio.runs.metrics({ run, after: curves.step.at(-1) ?? -1 }));
      curves.append(columns);
      failure = null;
      if (columns.step.length > 0 && now.curves === curves) now = { curves };
    } catch (error) {
      // A connection that went is shown once for the whole window.
      if (connection.state === 'open') failure = failureOf(error);
    } finally {
      asking = false;
      loading = false;
    }
    if (late) await ask();
  }
  const paced = every(pace, () => void ask());

  $effect(() => {
    if (connection.generation > 0) untrack(() => void ask());
  });
  $effect(() => {
    const at = step();
    if (at === null) return;
    untrack(() => {
      if (at < (now.curves.step.at(-1) ?? 0)) now = { curves: new Curves() };
      paced.run();
    });
  });
  $effect(() => paced.end);

  return {
    get curves() {
      return now.curves;
    },
    get loading() {
      return loading;
    },
    get failure() {
      return failure;
    },
  };
}
