import type { Tensor } from '@tensorflow/tfjs-core';
import type { StackganSettings } from '../../../shared/architectures/stackgan.ts';
import type { NamedTensors, Program } from '../../engine/program.ts';
import { float32, int32 } from '../../engine/program.ts';
import { adamState, adamStep, trainedOf } from '../../nn/adam.ts';
import { differentiate } from '../../nn/differentiate.ts';
import { lookupIn, trainingLookupIn } from '../../nn/layer.ts';
import { specsOf, withPrefix } from '../../nn/parameters.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import type { PictureEncoder, TextEncoder } from './encoders.ts';
import { matchingLoss, pictureEncoder, scaled, textEncoder } from './encoders.ts';

const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** The networks of the words. */
export const wordNames = { text: 'netT', pictures: 'netI' } as const;

/** The settings that the encoders are built from. */
export type WordSettings = Pick<StackganSettings, 'vocabulary' | 'captionLength' | 'wordWidth' | 'text' | 'size' | 'encoder'>;

const encodersOf = ({ vocabulary, wordWidth, text, size }: WordSettings): { text: TextEncoder; pictures: PictureEncoder } => ({
  text: textEncoder({ vocabulary, width: wordWidth, text }),
  pictures: pictureEncoder({ size, width: Math.max(4, wordWidth / 2), text }),
});

/** All that the words' phase trains. Of given embeddings only the pictures' encoder is learned. */
export function wordParameters(settings: WordSettings): ParameterTree {
  const { text, pictures } = encodersOf(settings);
  const seeing = withPrefix(wordNames.pictures, pictures.parameters);
  return settings.encoder === 'given' ? seeing : { ...withPrefix(wordNames.text, text.parameters), ...seeing };
}

/** A step of the words' phase: captions and pictures learn to find each other; where captions' embeddings are given, only the pictures do. */
export function wordStep(settings: WordSettings, batch: number): Program {
  const { text, pictures } = encodersOf(settings);
  const parameters = wordParameters(settings);
  const trained = Object.keys(trainedOf(parameters));
  return {
    name: 'stackgan.words',
    state: { ...specsOf(parameters), ...adamState(parameters) },
    inputs: {
      picture: float32(batch, settings.size, settings.size, 3),
      ...(settings.encoder === 'given' ? { embedding: float32(batch, settings.text) } : { tokens: int32(batch, settings.captionLength) }),
      same: float32(batch, batch),
      learningRate: float32(),
      adamCorrection1: float32(),
      adamCorrection2: float32(),
    },
    body: (state, { picture, tokens, embedding, same, learningRate, adamCorrection1, adamCorrection2 }) => {
      const { outputs, gradients } = differentiate<NamedTensors>(Object.fromEntries(trained.map((name) => [name, state[name]])), () => {
        const updates: Record<string, Tensor> = {};
        const seen = pictures.forward(trainingLookupIn(state, wordNames.pictures, updates), picture);
        // The mean of several rows is shorter than each.
        const said = settings.encoder === 'given' ? scaled(embedding) : text.forward(lookupIn(state, wordNames.text), tokens);
        const loss = matchingLoss(seen.embedding, said, same);
        return { loss, outputs: { words: loss, ...updates } };
      });
      const { words, ...running } = outputs;
      const stepped = adamStep(ADAM, state, gradients, { learningRate, correction1: adamCorrection1, correction2: adamCorrection2 });
      return { state: { ...stepped, ...running }, outputs: { words } };
    },
  };
}

/** The betas that the words' corrections come from. */
export const wordBetas = [ADAM.beta1, ADAM.beta2] as const;

/** Captions as embeddings: input `tokens [batch, L]`, output `embedding [batch, text]`. */
export function embedProgram(settings: WordSettings, batch: number): Program {
  const { text } = encodersOf(settings);
  return {
    name: 'stackgan.embed',
    state: specsOf(withPrefix(wordNames.text, text.parameters)),
    inputs: { tokens: int32(batch, settings.captionLength) },
    body: (state, { tokens }) => ({ state: {}, outputs: { embedding: text.forward(lookupIn(state, wordNames.text), tokens) } }),
  };
}

/** Pictures as the captions' encoder would say them: input `picture [batch, size, size, 3]`, outputs `embedding [batch, text]` and `features`. */
export function seeProgram(settings: WordSettings, batch: number): Program {
  const { pictures } = encodersOf(settings);
  return {
    name: 'stackgan.see',
    state: specsOf(withPrefix(wordNames.pictures, pictures.parameters)),
    inputs: { picture: float32(batch, settings.size, settings.size, 3) },
    body: (state, { picture }) => ({ state: {}, outputs: { ...pictures.forward(lookupIn(state, wordNames.pictures), picture) } }),
  };
}
