import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ColorizationSettings } from '../../../shared/architectures/colorization.ts';
import type { NamedTensors, Program, TensorSpecs } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { adamState, adamStep, trainedOf } from '../../nn/adam.ts';
import { detach } from '../../nn/detach.ts';
import { differentiate } from '../../nn/differentiate.ts';
import { chromaOf, lightnessOf, toScaledLab } from '../../nn/lab.ts';
import { lookupIn, trainingLookupIn } from '../../nn/layer.ts';
import { lineArt, PENCILS } from '../../nn/lineArt.ts';
import { adversarialLosses } from '../../nn/losses.ts';
import { specsOf } from '../../nn/parameters.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import type { InputSource } from '../architecture.ts';
import type { Cut } from './network.ts';
import type { Networks } from './networks.ts';
import { discriminatorParameters, generatorParameters } from './networks.ts';
import { binLoss, huberLoss } from './objective.ts';

const ADAM = { beta2: 0.999, epsilon: 1e-8 } as const;

/** The side that pictures come from, and that of their sketches where these are no made ones. */
export const SIDE = 'images';
export const SKETCHES = 'sketches';

/** Pencil pressures that drawings are made with; see `nn/lineArt.ts`. */
const FAINTEST = 10;
const STRONGEST = 40;

/** The reported losses. */
export function lossNames({ adversarial }: Pick<ColorizationSettings, 'adversarial'>): string[] {
  return ['colours', 'bins', ...(adversarial > 0 ? ['G', 'D'] : [])];
}

/** Where the step's inputs come from. */
export function stepInputs({ mode, lines, beta1, hintEnd, revealed, unhinted, foreign }: ColorizationSettings): Record<string, InputSource> {
  const sampling = { end: hintEnd, revealed, unhinted, foreign };
  return {
    picture: { from: 'hinted', side: SIDE, sampling },
    hints: { from: 'hints', side: SIDE, sampling },
    mask: { from: 'hintMask', side: SIDE, sampling },
    ...(mode === 'sketch' && (lines === 'pairs' ? { sketch: { from: 'pictures', side: SKETCHES } } : { pencil: { from: 'uniform' } })),
    learningRate: { from: 'learningRate' },
    adamCorrection1: { from: 'adamCorrection', beta: beta1 },
    adamCorrection2: { from: 'adamCorrection', beta: ADAM.beta2 },
  };
}

function inputSpecs({ size, batch, mode, lines }: ColorizationSettings): TensorSpecs {
  return {
    picture: float32(batch, size, size, 3),
    hints: float32(batch, size, size, 2),
    mask: float32(batch, size, size, 1),
    ...(mode === 'sketch' && (lines === 'pairs' ? { sketch: float32(batch, size, size, 3) } : { pencil: float32(batch, 1, 1, PENCILS + 1) })),
    learningRate: float32(),
    adamCorrection1: float32(),
    adamCorrection2: float32(),
  };
}

/** A drawing of scaled lightness with the pencil that uniform numbers `[N, 1, 1, 4]` choose. */
export function sketchOf(lightness: Tensor, chance: Tensor): Tensor {
  const [batch] = chance.shape;
  const weights = tf.slice(chance, [0, 0, 0, 0], [batch, 1, 1, PENCILS]);
  const pressure = tf.add(tf.mul(tf.slice(chance, [0, 0, 0, PENCILS], [batch, 1, 1, 1]), STRONGEST - FAINTEST), FAINTEST);
  return lineArt(lightness, tf.div(weights, tf.add(tf.sum(weights, 3, true), 1e-6)), pressure);
}

/** What the network sees of a picture in scaled Lab: its lightness, its sketch `[N, H, W, 3] in [-1, 1]`, or one that is drawn with a pencil. */
export function drawingOf({ mode, lines }: Pick<ColorizationSettings, 'mode' | 'lines'>, lab: Tensor, sketch: Tensor, pencil: Tensor): Tensor {
  if (mode === 'photo') return lightnessOf(lab);
  return lines === 'pairs' ? lightnessOf(toScaledLab(sketch)) : sketchOf(lightnessOf(lab), pencil);
}

const pick = (tensors: NamedTensors, parameters: ParameterTree): NamedTensors =>
  Object.fromEntries(Object.keys(trainedOf(parameters)).map((name) => [name, tensors[name]]));

/** What is judged: the whole Lab picture, in photo mode with the true lightness. */
const whole = (drawing: Tensor, colours: Tensor): Tensor => (colours.shape[3] === 3 ? colours : tf.concat([drawing, colours], 3));

/**
 * One training step. Photo mode: lightness in, ab out; sketch mode: a drawing of the picture in, L and ab out.
 *
 *   regression Huber(colours) + classification CE(bins) [+ adversarial LSGAN]
 *
 * The trunk learns from one of them, as in the reference: from the colours while it trains with hints (its default), from
 * the bins in the stage before (`--classification`); the other head works on what the trunk gives without changing it.
 * `trunk: both` is ours. A head of no weight cuts off nothing.
 */
export function stepProgram(networks: Networks, settings: ColorizationSettings): Program {
  const generator = generatorParameters(networks);
  const discriminator = settings.adversarial > 0 ? discriminatorParameters(networks) : {};
  const parameters = { ...generator, ...discriminator };
  const { real, fake } = adversarialLosses.lsgan;
  return {
    name: 'colorization.step',
    state: { ...specsOf(parameters), ...adamState(parameters) },
    inputs: inputSpecs(settings),
    body: (state, { picture, sketch, hints, mask, pencil, learningRate, adamCorrection1, adamCorrection2 }) => {
      const lab = toScaledLab(picture);
      const sketching = settings.mode === 'sketch';
      const drawing = drawingOf(settings, lab, sketch, pencil);
      const truth = sketching ? lab : chromaOf(lab);
      const judge = (x: Tensor): Tensor => networks.discriminator.forward(lookupIn(state, 'netD'), x);

      const generated = differentiate(pick(state, generator), () => {
        const updates: Record<string, Tensor> = {};
        const { trunk, regression, classification } = settings;
        const cut: Cut = { ...(trunk === 'colours' && regression > 0 && { bins: detach }), ...(trunk === 'bins' && classification > 0 && { colours: detach }) };
        const { colours, bins } = networks.generator.forward(trainingLookupIn(state, 'netG', updates), drawing, hints, mask, cut);
        const losses: NamedTensors = {
          colours: tf.mul(huberLoss(colours, truth, settings.turn), settings.regression),
          bins: tf.mul(binLoss(bins, chromaOf(lab)), settings.classification),
          ...(settings.adversarial > 0 && { G: tf.mul(real(judge(whole(drawing, colours))), settings.adversarial) }),
        };
        const loss = Object.values(losses).reduce((sum, term) => tf.add(sum, term));
        return { loss, outputs: { ...losses, result: colours, ...updates } };
      });
      const outputs: NamedTensors = generated.outputs;
      const judged =
        settings.adversarial === 0
          ? { outputs: {}, gradients: {} }
          : differentiate(pick(state, discriminator), () => {
              const loss = tf.mul(tf.add(real(judge(lab)), fake(judge(whole(drawing, generated.outputs.result)))), 0.5);
              return { loss, outputs: { D: loss } };
            });
      const running = Object.fromEntries(Object.keys(generator).flatMap((name) => (name in outputs ? [[name, outputs[name]]] : [])));
      const inputs = { learningRate, correction1: adamCorrection1, correction2: adamCorrection2 };
      const stepped = adamStep({ beta1: settings.beta1, ...ADAM }, state, { ...generated.gradients, ...judged.gradients }, inputs);
      const all: NamedTensors = { ...outputs, ...judged.outputs };
      const reported = Object.fromEntries(lossNames(settings).map((name) => [name, all[name]]));
      return { state: { ...stepped, ...running }, outputs: reported };
    },
  };
}
