import type { Direction, Failure } from '../../shared/contract/procedure.ts';
import type { Sample } from '../../shared/contract/runs.ts';
import { studio } from '../connection/connection.svelte.ts';
import { live } from './live.svelte.ts';
import type { Moment } from './moments.ts';
import { bestOf, momentsOf } from './moments.ts';

/** One training under the slider: its moments, and the one that is looked at. */
export interface Lane {
  readonly run: string | null;
  readonly moments: readonly Moment[];
  /** What is looked at; undefined where there is nothing. */
  readonly moment: Moment | undefined;
  readonly index: number;
  readonly loading: boolean;
  readonly failure: Failure | null;
  /** Looks at another moment, by its index. */
  look(index: number): void;
  /** The samples that belong to the moment, in a direction. */
  rows(direction: Direction): Sample['rows'];
  /** What these were drawn from, row by row; null where that is no sentence. */
  sentences(direction: Direction): Sample['sentences'];
  /** Those of the moments around it, so many to each side. */
  near(direction: Direction, many: number): Sample['rows'][];
}

/** A lane of the run that `run` names, which may be reactive. It begins at the best moment, else at the newest, and `wanted` wins over both. */
export function lane(run: () => string | null, wanted: () => string | null = () => null): Lane {
  const named = $derived(run());
  const about = () => [{ topic: 'checkpoints', id: named ?? '' } as const, { topic: 'runs', id: named ?? '' } as const];
  const samples = live((signal) => (named === null ? null : studio.runs.samples({ run: named }, { signal })), about);
  const checkpoints = live((signal) => (named === null ? null : studio.checkpoints.list({ run: named }, { signal })), about);
  const scores = live((signal) => (named === null ? null : studio.checkpoints.scores({ run: named }, { signal })), about);
  const colouring = live((signal) => (named === null ? null : studio.checkpoints.colouring({ run: named }, { signal })), about);
  const drawing = live((signal) => (named === null ? null : studio.checkpoints.drawing({ run: named }, { signal })), about);
  const moments = $derived(momentsOf(samples.value ?? [], checkpoints.value ?? [], scores.value ?? [], colouring.value ?? [], drawing.value ?? []));
  /** The step that a person chose; null follows the best. */
  let step = $state<{ run: string; step: number } | null>(null);

  const moment = $derived.by(() => {
    if (step !== null && step.run === named) {
      const { step: chosen } = step;
      return moments.findLast((each) => each.step <= chosen) ?? moments[0];
    }
    return moments.find((each) => each.checkpoint !== null && each.checkpoint.id === wanted()) ?? bestOf(moments) ?? moments.at(-1);
  });

  const sampleAt = (at: Moment | undefined, direction: Direction): Sample | undefined => {
    const side = direction === 'b2a' ? 'b' : 'a';
    return samples.value?.find((sample) => sample.step === at?.sampleStep && sample.side === side);
  };
  const rowsAt = (at: Moment | undefined, direction: Direction): Sample['rows'] => sampleAt(at, direction)?.rows ?? [];

  return {
    get run() {
      return named;
    },
    get moments() {
      return moments;
    },
    get moment() {
      return moment;
    },
    get index() {
      return moment === undefined ? 0 : moments.indexOf(moment);
    },
    get loading() {
      return samples.loading || checkpoints.loading;
    },
    get failure() {
      return samples.failure ?? checkpoints.failure;
    },
    look(index) {
      const chosen = moments[index];
      if (named !== null && chosen !== undefined) step = { run: named, step: chosen.step };
    },
    rows: (direction) => rowsAt(moment, direction),
    sentences: (direction) => sampleAt(moment, direction)?.sentences ?? [],
    near(direction, many) {
      const at = moment === undefined ? 0 : moments.indexOf(moment);
      return moments.slice(Math.max(0, at - many), at + many + 1).map((each) => rowsAt(each, direction));
    },
  };
}
