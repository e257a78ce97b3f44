import type { Finding } from '../../../shared/contract/data.ts';
import type { FindingWords } from '../finding.ts';

const pictures = (count: number, text: string): string => (count === 1 ? '1 picture' : `${text} pictures`);

/** What the dataset doctor finds, in words. */
export const findings: { readonly [Code in Finding['code']]: FindingWords } = {
  unreadable: {
    title: 'Cannot be read',
    sentence: ({ count, format }) => `${pictures(count, format.count(count))} cannot be read and will be skipped.`,
    advice: 'Open them in a picture program and save them anew, or leave them out.',
  },
  'exact-duplicates': {
    title: 'The same picture several times',
    sentence: ({ count, values, format }) =>
      values['groups'] === undefined
        ? `${pictures(count, format.count(count))} are exact copies of others.`
        : `${pictures(count, format.count(count))} are copies of each other, in ${format.count(values['groups'])} ${values['groups'] === 1 ? 'group' : 'groups'}.`,
    advice: 'Copies are seen more often than the rest and say nothing new. One of each is enough.',
  },
  'near-duplicates': {
    title: 'Nearly the same picture',
    sentence: ({ count, values, format }) =>
      values['groups'] === undefined
        ? `${pictures(count, format.count(count))} look nearly like others.`
        : `${pictures(count, format.count(count))} look nearly alike, in ${format.count(values['groups'])} ${values['groups'] === 1 ? 'group' : 'groups'}.`,
    advice: 'Frames of one film or resized copies weigh more than they tell. Look at them and keep the best.',
  },
  'shared-between-sides': {
    title: 'On both sides',
    sentence: ({ count, format }) => `${pictures(count, format.count(count))} stand on side A and on side B.`,
    advice: 'For these the translator learns to change nothing.',
  },
  tiny: {
    title: 'Tiny pictures',
    sentence: ({ count, values, format }) =>
      `${pictures(count, format.count(count))} ${count === 1 ? 'is' : 'are'} less than ${format.count(values['edge'] ?? 0)} px on the shorter edge; the smallest has ${format.count(values['smallest'] ?? 0)} px.`,
    advice: 'They are enlarged for training, and their blur is learned as a part of the look.',
  },
  'extreme-shape': {
    title: 'Very long or very tall',
    sentence: ({ count, values, format }) =>
      `${pictures(count, format.count(count))} ${count === 1 ? 'is' : 'are'} more than ${format.measure(values['ratio'] ?? 0)} times as long as wide; the most extreme ${format.measure(values['largest'] ?? 0)} times.`,
    advice: 'Training squares squeeze them or cut most of them away.',
  },
  'grey-among-colour': {
    title: 'Grey among coloured pictures',
    sentence: ({ count, values, side, format }) =>
      `${pictures(count, format.count(count))}${values['share'] === undefined ? '' : `, ${format.percent(values['share'])} of side ${side},`} ${count === 1 ? 'has' : 'have'} no colour.`,
    advice: 'The translator may learn to drain colours now and then.',
  },
  'uneven-sides': {
    title: 'One side is much larger',
    sentence: ({ values, format }) => `Side A has ${format.count(values['a'] ?? 0)} usable pictures, side B ${format.count(values['b'] ?? 0)}.`,
    advice: 'The smaller side is repeated until the larger one has been seen, and is learned by heart. Add to it if you can.',
  },
  'too-few': {
    title: 'Few pictures',
    sentence: ({ values, side, format }) =>
      `Side ${side} has ${pictures(values['pictures'] ?? 0, format.count(values['pictures'] ?? 0))} to learn from; ${format.count(values['least'] ?? 0)} or more give a translator something to go by.`,
    advice: 'With few pictures it learns these by heart instead of what they have in common.',
  },
  'colours-far-apart': {
    title: 'Very different colours',
    sentence: ({ values, format }) =>
      `The colours of both sides overlap little: they are ${format.percent(values['distance'] ?? 0)} apart, and from ${format.percent(values['limit'] ?? 0)} on that is far.`,
    advice: 'Most of what is learned first will be a change of colours. These pictures show it most.',
  },
  'shapes-far-apart': {
    title: 'Very different shapes',
    sentence: ({ values, format }) =>
      `What is drawn lies in different places and at different sizes: the outlines are ${format.percent(values['distance'] ?? 0)} apart, and from ${format.percent(values['limit'] ?? 0)} on that is far.`,
    advice: 'A CycleGAN repaints what is there and hardly moves or reshapes it. Crop both sides alike, or choose pictures that are built alike.',
  },
};
