import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ColorizationSettings } from '../../../shared/architectures/colorization.ts';
import type { TensorSpecs } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { chromaOf, fromScaledLab, lightnessOf, toScaledLab } from '../../nn/lab.ts';
import { lookupIn } from '../../nn/layer.ts';
import { PENCILS } from '../../nn/lineArt.ts';
import { specsOf } from '../../nn/parameters.ts';
import type { ColouringProbe, Partners, SampleSheet, Translator } from '../architecture.ts';
import { MULTIPLE } from './network.ts';
import type { Networks } from './networks.ts';
import { generatorParameters } from './networks.ts';
import { drawingOf, SIDE, SKETCHES } from './step.ts';

const NO_HINT = -0.5;
const HINT = 0.5;

/** The coloured picture `[N, H, W, 3] in [-1, 1]`: in photo mode with the drawing's own lightness. */
function coloured(drawing: Tensor, colours: Tensor): Tensor {
  return fromScaledLab(colours.shape[3] === 3 ? colours : tf.concat([drawing, colours], 3));
}

/** No hints at all for a drawing: colours and mask, made from it so that a graph holds for all sizes. */
function noHints(drawing: Tensor): [Tensor, Tensor] {
  const nothing = tf.mul(drawing, 0);
  return [tf.concat([nothing, nothing], 3), tf.add(nothing, NO_HINT)];
}

/** Colours pictures without hints, by their lightness: what converting a folder does. */
export function translatorsOf(networks: Networks): Record<string, Translator> {
  return {
    colorize: {
      network: 'netG',
      multipleOf: MULTIPLE,
      smallest: 4 * MULTIPLE,
      // Taps of all blocks at their spacing: 2 + 4 + 12 + 24 + 2 x 48 + 24 down and in the middle, then up again.
      reach: 192,
      program: (batch, height, width) => ({
        name: 'colorization.translate',
        state: specsOf(generatorParameters(networks)),
        inputs: { picture: float32(batch, height, width, 3) },
        body: (state, { picture }) => {
          const drawing = lightnessOf(toScaledLab(picture));
          const { colours } = networks.generator.forward(lookupIn(state, 'netG'), drawing, ...noHints(drawing));
          return { state: {}, outputs: { translated: coloured(drawing, colours) } };
        },
      }),
    },
  };
}

/** Where the hints of samples lie, as shares of the side down and across: the middle, around it, then along the edges. Squares of 5 px nowhere overlap, at 32 px neither. */
const SAMPLE_HINTS: readonly (readonly [number, number])[] = [
  [0.5, 0.5],
  ...([[0.3, 0.35], [0.7, 0.35], [0.35, 0.7], [0.65, 0.7]] as const), // prettier-ignore
  ...[0.1, 0.3, 0.5, 0.7, 0.9].flatMap((across) => [[0.1, across], [0.9, across]] as const), // prettier-ignore
  ...([[0.3, 0.1], [0.5, 0.1], [0.7, 0.1], [0.3, 0.9], [0.7, 0.9]] as const), // prettier-ignore
];

/** The first hints of samples, 5 x 5 pixels each in the picture's own mean colours there. */
function sampleHints(chroma: Tensor, count: number): [Tensor, Tensor] {
  const [batch, height, width] = chroma.shape;
  let colours: Tensor = tf.zeros([batch, height, width, 2]);
  let mask: Tensor = tf.fill([batch, height, width, 1], NO_HINT);
  for (const [down, across] of SAMPLE_HINTS.slice(0, count)) {
    const [top, left] = [Math.round(down * height) - 2, Math.round(across * width) - 2];
    const mean = tf.mean(tf.slice(chroma, [0, top, left, 0], [batch, 5, 5, 2]), [1, 2], true);
    const around: [number, number][] = [
      [0, 0],
      [top, height - top - 5],
      [left, width - left - 5],
      [0, 0],
    ];
    colours = tf.add(colours, tf.pad(tf.tile(mean, [1, 5, 5, 1]), around));
    mask = tf.add(mask, tf.pad(tf.fill([batch, 5, 5, 1], HINT - NO_HINT), around));
  }
  return [colours, mask];
}

type Tried = Pick<ColorizationSettings, 'size' | 'mode' | 'lines'>;

/** The pencil between all: of mean width and pressure. */
const middlePencil = (): Tensor => tf.fill([1, 1, 1, PENCILS + 1], 0.5);

const partnersAt = ({ mode, lines }: Tried): Partners => (mode === 'sketch' && lines === 'pairs' ? { sketch: SKETCHES } : {});

/** One picture, and its sketch where there are pairs. */
function picturesAt(settings: Tried): TensorSpecs {
  const picture = float32(1, settings.size, settings.size, 3);
  return { picture, ...Object.fromEntries(Object.keys(partnersAt(settings)).map((name) => [name, picture])) };
}

/** How it is scored: a held-out picture with any hints. */
export function colouringProbe(networks: Networks, settings: Tried): ColouringProbe {
  const { size, mode } = settings;
  return {
    side: SIDE,
    partners: partnersAt(settings),
    lightness: mode === 'sketch',
    program: {
      name: 'colorization.probe',
      state: specsOf(generatorParameters(networks)),
      inputs: { ...picturesAt(settings), hints: float32(1, size, size, 2), mask: float32(1, size, size, 1) },
      body: (state, { picture, sketch, hints, mask }) => {
        const drawing = drawingOf(settings, toScaledLab(picture), sketch, middlePencil());
        const { colours } = networks.generator.forward(lookupIn(state, 'netG'), drawing, hints, mask);
        return { state: {}, outputs: { drawing, coloured: coloured(drawing, colours) } };
      },
    },
  };
}

/** A sheet of held-out pictures: the truth, the drawing, coloured without hints, and with 1, 5 and 20. */
export function sampleSheets(networks: Networks, settings: Tried): SampleSheet[] {
  const { size } = settings;
  return [
    {
      side: SIDE,
      partners: partnersAt(settings),
      program: {
        name: 'colorization.sample',
        state: specsOf(generatorParameters(networks)),
        inputs: picturesAt(settings),
        body: (state, { picture, sketch }) => {
          const lab = toScaledLab(picture);
          const drawing = drawingOf(settings, lab, sketch, middlePencil());
          const colour = (hints: Tensor, mask: Tensor): Tensor =>
            coloured(drawing, networks.generator.forward(lookupIn(state, 'netG'), drawing, hints, mask).colours);
          const grey = fromScaledLab(tf.concat([drawing, tf.zeros([1, size, size, 2])], 3));
          const aided = (count: number): Tensor => colour(...sampleHints(chromaOf(lab), count));
          return { state: {}, outputs: { drawing: grey, unaided: colour(...noHints(drawing)), one: aided(1), hinted: aided(5), twenty: aided(20) } };
        },
      },
      columns: [
        { output: 'drawing', label: 'drawing' },
        { output: 'unaided', label: 'no hints' },
        { output: 'one', label: '1 hint', onSheet: true },
        { output: 'hinted', label: '5 hints' },
        { output: 'twenty', label: '20 hints', onSheet: true },
      ],
    },
  ];
}
