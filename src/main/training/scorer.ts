import type { Scores } from '../../shared/scores.ts';
import type { ExecutorState } from '../engine/executor.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { PreparedProbe } from './colouringJudge.ts';
import { ColouringJudge } from './colouringJudge.ts';
import { seconds } from './reporter.ts';
import type { PreparedSheet } from './sheets.ts';
import { TranslationJudge } from './translationJudge.ts';

/** Held-out pictures of a side that are looked at, however many there are: scores of all steps must be of the same ones. */
export const SCORED_PICTURES = 16;

/** The same for colourists: nearly all, since a person may have kept a hundred aside to know well how good it is. */
export const SCORED_COLOURINGS = 100;

/** Looking may take this share of the time since training began, after so many seconds that are free. */
const SHARE = 0.03;
const FREE_SECONDS = 5;

/** Says how good a state is. */
export interface Judge {
  judge(state: ExecutorState): Promise<Scores>;
}

/**
 * Says how good a model is by held-out pictures, as docs/scores.md defines it: at every checkpoint, unless they come
 * so often that looking would take more than 3 % of the time.
 */
export class Scorer {
  readonly #judge: Judge;
  readonly #begun = seconds();
  #spent = 0;

  private constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** Null for what can be scored in neither way, and where a side has no held-out pictures. */
  static of(sheets: readonly PreparedSheet[], probe: PreparedProbe | null): Scorer | null {
    const judge = probe === null ? TranslationJudge.of(sheets, SCORED_PICTURES) : new ColouringJudge(probe);
    return judge === null ? null : new Scorer(judge);
  }

  /** Scores the state as it is and reports it. Does nothing where it would take too much of the time, unless it is the `last`. */
  async score(state: ExecutorState, step: number, last: boolean, context: TaskContext): Promise<void> {
    const begun = seconds();
    if (!last && this.#spent > FREE_SECONDS + SHARE * (begun - this.#begun)) return;
    context.report({ type: 'scored', step, scores: await this.#judge.judge(state) });
    this.#spent += seconds() - begun;
  }
}
