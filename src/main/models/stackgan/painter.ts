import type { StackganSettings } from '../../../shared/architectures/stackgan.ts';
import type { NamedTensors, Program } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { lookupIn } from '../../nn/layer.ts';
import { specsOf } from '../../nn/parameters.ts';
import type { Painter } from '../architecture.ts';
import { averageTree, drawing, networksOf } from './networks.ts';
import { frozenParameters } from './step.ts';
import { embedProgram, seeProgram } from './words.ts';

/** Draws small pictures, and large ones from them where stage II is there. */
function drawProgram(settings: StackganSettings, large: boolean, batch: number): Program {
  const networks = networksOf(settings);
  const name = drawing('large', settings);
  return {
    name: `stackgan.draw.${large ? 'large' : 'small'}`,
    state: {
      ...specsOf(frozenParameters(networks, settings)),
      ...(large && specsOf(averageTree(name, networks.large.parameters))),
    },
    inputs: {
      embedding: float32(batch, settings.text),
      noise: float32(batch, settings.noise),
      smallNoise: float32(batch, settings.condition),
      ...(large && { conditionNoise: float32(batch, settings.condition) }),
    },
    body: (state, { embedding, noise, smallNoise, conditionNoise }): { state: NamedTensors; outputs: NamedTensors } => {
      const { pictures: small } = networks.small.forward(lookupIn(state, drawing('small', settings)), embedding, noise, smallNoise);
      if (!large) return { state: {}, outputs: { small } };
      return { state: {}, outputs: { small, large: networks.large.forward(lookupIn(state, name), embedding, small, conditionNoise).pictures } };
    },
  };
}

/** What turns sentences into pictures with a checkpoint's networks. */
export function painterOf(settings: StackganSettings): Painter {
  const { encoder, vocabulary, captionLength, captionsPerStep, text, noise, condition, size, largeSize } = settings;
  return {
    vocabulary,
    captionLength,
    captions: captionsPerStep,
    text,
    noise,
    condition,
    size,
    largeSize,
    networks: { small: drawing('small', settings), large: drawing('large', settings) },
    embed: encoder === 'given' ? null : (batch) => embedProgram(settings, batch),
    see: (batch) => seeProgram(settings, batch),
    draw: (stage, batch) => drawProgram(settings, stage === 'large', batch),
  };
}
