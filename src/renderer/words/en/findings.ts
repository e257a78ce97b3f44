import type { Finding } from '../../../shared/contract/data.ts';
import type { ProjectKind } from '../../../shared/projectKinds.ts';
import type { FindingWords } from '../finding.ts';

const pictures = (count: number, text: string): string => (count === 1 ? '1 picture' : `${text} pictures`);

const groups = (text: string): string => (text === '1' ? '1 group' : `${text} groups`);

/** What the dataset doctor finds, in words. */
export const findings: { readonly [Code in Finding['code']]: FindingWords } = {
  unreadable: {
    title: 'Cannot be read',
    sentence: ({ count, number, format }) => `${pictures(count, format.count(count))} of ${number('all')} cannot be read and will be skipped.`,
    advice: 'Open them in a picture program and save them anew, or leave them out.',
  },
  'exact-duplicates': {
    title: 'The same picture several times',
    sentence: ({ count, number, format }) =>
      `${pictures(count, format.count(count))} are copies of each other, in ${groups(number('groups'))}; ${number('extra')} could be spared.`,
    advice: 'Copies are seen more often than the rest and say nothing new. One of each is enough.',
  },
  'near-duplicates': {
    title: 'Nearly the same picture',
    sentence: ({ count, number, format }) =>
      `${pictures(count, format.count(count))} look nearly alike, in ${groups(number('groups'))}; ${number('extra')} could be spared.`,
    advice: 'Frames of one film or resized copies weigh more than they tell. Look at them and keep the best.',
  },
  'shared-between-sides': {
    title: 'On both sides',
    sentence: ({ count, number, format }) =>
      `${number('groups') === '1' ? '1 picture stands' : `${number('groups')} pictures stand`} on side A and on side B: ${format.count(count)} files in all, of which ${number('extra')} could be spared.`,
    advice: 'For these the translator learns to change nothing.',
  },
  tiny: {
    title: 'Tiny pictures',
    sentence: ({ count, number, format }) =>
      `${pictures(count, format.count(count))} of ${number('all')} ${count === 1 ? 'is' : 'are'} less than ${number('edge')} px on the shorter edge; the smallest has ${number('smallest')} px.`,
    advice: 'They are enlarged for training, and their blur is learned as a part of the look.',
  },
  'extreme-shape': {
    title: 'Very long or very tall',
    sentence: ({ count, number, format }) =>
      `${pictures(count, format.count(count))} of ${number('all')} ${count === 1 ? 'is' : 'are'} more than ${number('longest')} times as long as wide, or as tall; the most extreme ${number('ratio')} times.`,
    advice: 'Training squares squeeze them or cut most of them away.',
  },
  'grey-among-colour': {
    title: 'Grey among coloured pictures',
    sentence: ({ count, number, format }) => `${pictures(count, format.count(count))} of ${number('all')} ${count === 1 ? 'has' : 'have'} no colour.`,
    advice: 'The translator may learn to drain colours now and then.',
  },
  'uneven-sides': {
    title: 'One side is much larger',
    sentence: ({ number }) => `Side A has ${number('a')} usable pictures, side B ${number('b')}: one has ${number('ratio')} times as many as the other.`,
    advice: 'The smaller side is repeated until the larger one has been seen, and is learned by heart. Add to it if you can.',
  },
  'too-few': {
    title: 'Few pictures',
    sentence: ({ count, number, side, format }) =>
      `Side ${side} has ${pictures(count, format.count(count))} to learn from; ${number('enough')} or more give a translator something to go by.`,
    advice: 'With few pictures it learns these by heart instead of what they have in common.',
  },
  'colours-far-apart': {
    title: 'Very different colours',
    sentence: ({ values, number }) =>
      `The mean colours of the sides are ${number('distance')} apart (in CIE Lab, where ${number('far')} is far), and side B is ${(values['lightness'] ?? 0) < 0 ? 'darker' : 'lighter'} by ${number('lightness')}.`,
    advice: 'What is learned first will be to colour everything over. These pictures show it most.',
  },
  'shapes-far-apart': {
    title: 'Very different shapes',
    sentence: ({ number }) =>
      `Outlines lie ${number('ratio')} times as far apart between the sides as within them (${number('cross')} against ${number('own')}); from ${number('far')} times on a translator struggles.`,
    advice: 'A CycleGAN repaints what is there and hardly moves or reshapes it. Crop both sides alike, or choose pictures that are built alike.',
  },
  'grey-pictures': {
    title: 'Without colour',
    sentence: ({ count, number, format }) =>
      `${pictures(count, format.count(count))} of ${number('all')} ${count === 1 ? 'has' : 'have'} no colour, or hardly any.`,
    advice: 'There is nothing to learn about colours from them; training skips those that are all grey.',
  },
  'missing-partners': {
    title: 'Without a partner',
    sentence: ({ count, number, format }) =>
      `${pictures(count, format.count(count))} of ${number('all')} ${count === 1 ? 'has' : 'have'} no partner of the same name on the other side.`,
    advice: 'A pair has the same name in both folders, whatever its ending: photos/cat.jpg and sketches/cat.png. Training with pairs skips the others.',
  },
  'captions-unread': {
    title: 'The captions file cannot be read',
    sentence: () => 'What it said before still holds.',
    advice: 'Put it back where it was and look again, or choose another source of captions.',
  },
  'captions-missing': {
    title: 'Without a caption',
    sentence: ({ count, number, format }) => `${pictures(count, format.count(count))} of ${number('all')} ${count === 1 ? 'has' : 'have'} no caption.`,
    advice: 'Training leaves them out. Write what they show, choose another source of captions, or leave them out yourself.',
  },
  'captions-alike': {
    title: 'One caption for all',
    sentence: ({ count, format }) =>
      `The captions of ${count === 1 ? 'the picture say' : `all ${format.count(count)} pictures say`} the same: there is nothing to tell apart.`,
    advice: 'Say of each picture what sets it apart, or choose another source of captions.',
  },
  'captions-broken': {
    title: 'Broken lines in the captions file',
    sentence: ({ count, number, format }) =>
      `${count === 1 ? '1 line gives' : `${format.count(count)} lines give`} no caption; ${number('captions')} captions were read.`,
    advice: 'The other lines are used. Mend these in the file and look again, or write the captions here.',
  },
  'captions-lost': {
    title: 'Captions for pictures that are not there',
    sentence: ({ count, number, format }) =>
      `${count === 1 ? '1 caption finds' : `${format.count(count)} captions find`} no picture, or more than one of the name; ${number('captions')} found theirs.`,
    advice: 'Check the names in the file, or add the folder with these pictures. Where two pictures share a name, the file has to give their paths.',
  },
  'captions-long': {
    title: 'Very long captions',
    sentence: ({ count, number, format }) =>
      `${pictures(count, format.count(count))} ${count === 1 ? 'has' : 'have'} a caption of more than ${number('words')} words, up to ${number('most')}.`,
    advice: 'Only their beginning is read: say the most telling first.',
  },
};

/** What findings say otherwise where no translator is made. */
export const findingsOf: { readonly [Kind in Exclude<ProjectKind, 'cyclegan'>]: { readonly [Code in Finding['code']]?: FindingWords } } = {
  stackgan: {
    'too-few': {
      title: 'Few pictures',
      sentence: ({ count, number, format }) =>
        `${pictures(count, format.count(count))} to learn from; ${number('enough')} or more give a painter something to go by, and some thousand are better.`,
      advice: 'With few pictures it learns these by heart instead of what their words mean.',
    },
    'grey-among-colour': {
      title: 'Grey among coloured pictures',
      sentence: ({ count, number, format }) => `${pictures(count, format.count(count))} of ${number('all')} ${count === 1 ? 'has' : 'have'} no colour.`,
      advice: 'Where their words do not say so, the painter may leave out colours now and then.',
    },
  },
  colorize: {
    'too-few': {
      title: 'Few pictures',
      sentence: ({ count, number, format }) =>
        `${pictures(count, format.count(count))} to learn colours from; ${number('enough')} or more give a colourist something to go by.`,
      advice: 'With few pictures it learns these by heart instead of what colours belong where.',
    },
  },
};
