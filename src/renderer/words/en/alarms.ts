import type { Alarm } from '../../../shared/contract/runs.ts';

/** A known way in which training goes wrong, in words. `number` gives one of its numbers as text. */
export interface AlarmWords {
  readonly title: string;
  evidence(number: (name: string) => string): string;
  readonly remedy: string;
}

/** What the failure watch says. */
export const alarms: { readonly [Code in Alarm['code']]: AlarmWords } = {
  'discriminator-wins': {
    title: 'A judge has won',
    evidence: (number) =>
      `The judge's loss has stayed at ${number('discriminator')} and its translator's at ${number('generator')}: it tells every translated picture, and the translator has nothing left to go by.`,
    remedy: 'A branch with smaller steps, least squares and a pool of past pictures makes it a contest again.',
  },
  collapse: {
    title: 'All pictures become one',
    evidence: (number) => `Translated pictures differ from each other only ${number('diversity')} times as much as real ones do.`,
    remedy: 'Begin again from before that, with smaller steps and holding more firmly to the way back.',
  },
  'colours-inverted': {
    title: 'Light and dark are swapped',
    evidence: (number) => `Where a picture is light its translation is dark: their lightness goes together by ${number('lightness')}, and 1 would be in step.`,
    remedy: 'A stronger pull to leave alone what is right already keeps colours where they are.',
  },
  checkerboard: {
    title: 'A checkerboard in the pictures',
    evidence: (number) => `Patterns of one pixel up, one pixel down are ${number('checkerboard')} times as strong as in real pictures.`,
    remedy: 'Smaller steps let it fade; of transposed convolutions only another network is rid of it for good.',
  },
  'not-a-number': {
    title: 'The numbers ran away',
    evidence: (number) => `At step ${number('step')} a value was not a number any more; nothing after that is of use.`,
    remedy: 'A branch from the checkpoint before it, with smaller steps, goes round the place.',
  },
};
