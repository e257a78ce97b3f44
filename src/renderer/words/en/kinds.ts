import type { ProjectKind } from '../../../shared/projectKinds.ts';
import type { KindWords } from '../kindWords.ts';

/** What a project can be for. */
export const kinds: { readonly [Kind in ProjectKind]: KindWords } = {
  cyclegan: {
    name: 'Translator',
    title: 'Translate between two looks',
    text: 'Two folders, one for each look: it learns to turn either into the other.',
    sides: { a: 'A', b: 'B' },
    bring: { a: 'Drop the pictures of side A here', b: 'Drop the pictures of side B here' },
    hint: {
      a: 'A folder with its sub-folders; a few hundred pictures a side are a good start.',
      b: 'A folder with its sub-folders; a few hundred pictures a side are a good start.',
    },
    add: { a: 'Add pictures to side A', b: 'Add pictures to side B' },
    nameOf: { a: 'Name of side A', b: 'Name of side B' },
    counts: (_, a, __, b) => `${a} + ${b} pictures`,
    healthy: 'No duplicates, nothing unreadable, and both sides are like enough to learn from.',
    teach: 'Teach a translator',
    learns: (a, countA, b, countB) =>
      `It learns to turn ${a} (${countA}) into ${b} (${countB}) and back. Choose how thoroughly; everything can be changed later in a branch.`,
  },
  stackgan: {
    name: 'Painter',
    title: 'Draw what words say',
    text: 'One folder of pictures with captions: it learns to draw what a sentence says.',
    sides: { a: 'Pictures with captions', b: '' },
    bring: { a: 'Drop a folder of pictures with captions here', b: '' },
    hint: { a: 'With its sub-folders. Captions may lie beside the pictures or in them; a file of captions can be added next.', b: '' },
    add: { a: 'Add pictures', b: '' },
    nameOf: { a: 'Name of the pictures', b: '' },
    counts: (a, text) => (a === 1 ? '1 picture' : `${text} pictures`),
    healthy: 'Every picture has a caption, without duplicates, and nothing is unreadable.',
    teach: 'Teach a painter',
    learns: (a, countA) =>
      `It learns to draw from ${a} (${countA}) and what their captions say: first the words, then small pictures, then large ones. Choose how thoroughly; everything can be changed later in a branch.`,
  },
  colorize: {
    name: 'Colourist',
    title: 'Colour sketches and photos',
    text: 'One folder of colour pictures: it learns what colours belong where, and follows the hints you give.',
    sides: { a: 'Colour pictures', b: 'Sketches' },
    bring: { a: 'Drop a folder of colour pictures here', b: 'Drop sketches of them here, if you have any' },
    hint: {
      a: 'With its sub-folders; some hundred pictures are a good start.',
      b: 'Under the names of their colour pictures. Without any, sketches are drawn out of the colour pictures.',
    },
    add: { a: 'Add colour pictures', b: 'Add sketches' },
    nameOf: { a: 'Name of the colour pictures', b: 'Name of the sketches' },
    counts: (a, textA, b, textB) => `${a === 1 ? '1 picture' : `${textA} pictures`}${b === 0 ? '' : `, ${b === 1 ? '1 sketch' : `${textB} sketches`}`}`,
    healthy: 'Colourful, without duplicates, and nothing unreadable.',
    teach: 'Teach a colourist',
    learns: (a, countA, b, countB) =>
      countB === '0'
        ? `It learns to colour from ${a} (${countA}). Choose how thoroughly; everything can be changed later in a branch.`
        : `It learns to colour from ${a} (${countA}) and the sketches in ${b} (${countB}). Choose how thoroughly; everything can be changed later in a branch.`,
  },
};
