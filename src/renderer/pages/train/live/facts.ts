import type { Run } from '../../../../shared/contract/runs.ts';
import type { Progress } from '../../../../shared/progress.ts';
import type { Formats } from '../../../words/formats.ts';
import type { Words } from '../../../words/words.svelte.ts';

/** A figure with its name. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** The figures of a run, in an order that stays while they change: those of now while it is at work, else those of its end. */
export function factsOf(run: Run, progress: Progress | null, words: Words, format: Formats): Fact[] {
  const { train } = words;
  const facts: Fact[] = [];
  const add = (label: string, value: string | null): void => {
    if (value !== null) facts.push({ label, value });
  };
  const atWork = run.state === 'running' || run.state === 'paused' || run.state === 'starting';
  const step = atWork && progress?.unit === 'steps' ? progress.done : run.step;
  if (!atWork) add(train.step, run.totalSteps === null ? format.count(step) : words.common.of(format.count(step), format.count(run.totalSteps)));
  const epoch = (atWork ? progress?.epoch : null) ?? run.epoch;
  add(train.epoch, step > 0 ? format.count(epoch) : null);
  if (run.state === 'running') {
    const rate = progress?.picturesPerSecond ?? null;
    add(train.speed, rate === null ? train.notYet : train.perSecond(format.measure(rate)));
  }
  const memory = atWork && progress !== null && progress.memory > 0 ? progress.memory : run.memoryBytes;
  add(train.memory, memory === null || memory === 0 ? null : format.bytes(memory));
  add(train.device, run.device === null ? null : `${run.device}${run.executor === null ? '' : ` · ${run.executor}`}`);
  if (run.startedAt !== null && run.endedAt !== null && !atWork) add(train.endedAt, format.moment(run.endedAt));
  else if (run.startedAt !== null) add(train.startedAt, format.moment(run.startedAt));
  return facts;
}
