import type { Cost } from '../../../../shared/contract/runs.ts';
import type { Formats } from '../../../words/formats.ts';
import type { Words } from '../../../words/words.svelte.ts';

/** What the machine has; null where it does not say. */
interface Room {
  readonly memoryBytes: number | null;
  readonly freeBytes: number | null;
}

/** A figure of a cost. */
export interface CostFact {
  readonly label: string;
  readonly value: string;
  /** Nothing was measured yet. */
  readonly unknown: boolean;
  /** More than the machine has. */
  readonly tooMuch: boolean;
}

/** What a training costs, in the order of `words.train.costNames`: time, steps, a step, memory, disk. */
export function costFacts(cost: Cost, room: Room, words: Words, format: Formats): CostFact[] {
  const { train } = words;
  const values: [value: string | null, tooMuch: boolean][] = [
    [cost.seconds === null ? null : train.about(format.duration(cost.seconds)), false],
    [format.count(cost.steps), false],
    [cost.secondsPerStep === null ? null : secondsText(cost.secondsPerStep, words, format), false],
    ofRoom(cost.memoryBytes, room.memoryBytes, words, format),
    ofRoom(cost.diskBytes, room.freeBytes, words, format),
  ];
  return train.costNames.map((label, index) => {
    const [value, tooMuch] = values[index] ?? [null, false];
    return { label, value: value ?? train.unknownYet, unknown: value === null, tooMuch };
  });
}

const secondsText = (seconds: number, words: Words, format: Formats): string =>
  seconds < 1 ? words.train.milliseconds(format.count(seconds * 1000)) : words.train.seconds(format.measure(seconds));

const ofRoom = (bytes: number, room: number | null, words: Words, format: Formats): [string, boolean] => {
  const tooMuch = room !== null && bytes > room;
  return [tooMuch ? words.train.moreThan(format.bytes(bytes), format.bytes(room)) : format.bytes(bytes), tooMuch];
};
