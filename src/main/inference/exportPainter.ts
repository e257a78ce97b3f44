import { RecastError } from '../../shared/errors/index.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { toPytorch } from '../checkpoints/layouts.ts';
import { encodeVocabulary } from '../data/captions/vocabularyFile.ts';
import { EXPORT_OPERATOR_SET } from '../engine/onnx/exportProgram.ts';
import { exportWhole } from '../engine/onnx/exportWhole.ts';
import type { NamedTensors, Program } from '../engine/program.ts';
import type { Painter } from '../models/architecture.ts';
import { architectureOf } from '../models/index.ts';
import type { Exportable } from './exportModel.ts';
import type { Drawer } from './painter/drawer.ts';
import { drawerOf } from './painter/drawer.ts';

/** What a painter does, as a direction of a checkpoint. */
const DRAW = 'draw';

/** From words to pictures in one program: the text's encoder, and the generators up to the stage that was learned. One picture at a time. */
function wholeProgram({ painter, stage }: Pick<Drawer, 'painter' | 'stage'>): Program {
  const draw = painter.draw(stage, 1);
  if (painter.embed === null) return draw;
  const embed = painter.embed(1);
  const { embedding: _, ...noises } = draw.inputs;
  return {
    name: 'stackgan.painter',
    state: { ...embed.state, ...draw.state },
    inputs: { ...embed.inputs, ...noises },
    body: (state, { tokens, ...given }): { state: NamedTensors; outputs: NamedTensors } => {
      const { embedding } = embed.body(state, { tokens }).outputs;
      return draw.body(state, { ...given, embedding });
    },
  };
}

/** How to feed the model, in words. */
function describeUse(painter: Painter, stage: Drawer['stage']): string {
  const { captionLength, text, noise, condition, size, largeSize } = painter;
  const said =
    painter.embed === null
      ? `"embedding" float32 [1, ${text}]`
      : `"tokens" int32 [1, ${captionLength}], numbers of the words of a sentence by the vocabulary in the metadata (its first token has number 2, 1 is one that was never seen, 0 fills up)`;
  const noises = [
    `"noise" float32 [1, ${noise}]`,
    `"smallNoise" float32 [1, ${condition}]`,
    ...(stage === 'large' ? [`"conditionNoise" float32 [1, ${condition}]`] : []),
  ];
  const pictures = [`"small" [1, 3, ${size}, ${size}]`, ...(stage === 'large' ? [`"large" [1, 3, ${largeSize}, ${largeSize}]`] : [])];
  return (
    `Draws a picture of a sentence. Inputs: ${said}; ${noises.join(', ')}, of the standard normal, the last ones 0 for the sentence's mean. ` +
    `Outputs: ${pictures.join(' and ')}, float32, RGB in sRGB, -1 black to 1 white. Made with Recast Studio.`
  );
}

/** Whether a checkpoint is one that draws from words. */
export function drawsFromWords({ manifest }: Checkpoint): boolean {
  return manifest.architecture === 'stackgan' && architectureOf('stackgan', manifest.settings).architecture.painter !== undefined;
}

/** A painter as it is written for other programs. Throws CONVERT_DIRECTION_UNKNOWN, NOT_A_PAINTER, VOCABULARY_MISFIT. */
export async function exportablePainter(checkpoint: Checkpoint, direction: string | null): Promise<Exportable> {
  if (direction !== null && direction !== DRAW) throw RecastError.of('CONVERT_DIRECTION_UNKNOWN', { direction, known: [DRAW] });
  const { painter, vocabulary, stage } = await drawerOf(checkpoint);
  const { architecture, settings } = architectureOf('stackgan', checkpoint.manifest.settings);
  const tree = architecture.recipe(settings).parameters;
  const program = wholeProgram({ painter, stage });
  const names = Object.keys(program.state);
  const facts = {
    architecture: 'stackgan',
    direction: DRAW,
    stage,
    ...(vocabulary !== null && { vocabulary: new TextDecoder().decode(encodeVocabulary(vocabulary)).trim(), 'caption length': String(painter.captionLength) }),
  };
  return {
    direction: DRAW,
    networks: [...new Set(names.map((name) => name.slice(0, name.indexOf('.'))))],
    halves: false,
    facts,
    onnx: (parameters) =>
      exportWhole({
        program,
        parameters,
        description: describeUse(painter, stage),
        metadata: { ...facts, layout: 'NCHW', channels: 'RGB', range: '-1 to 1', 'colour space': 'sRGB', 'operator set': String(EXPORT_OPERATOR_SET) },
      }),
    // Of several networks: each name begins with its own.
    stateDict: (parameters) => Object.fromEntries(names.map((name) => [name, toPytorch(parameters[name], tree[name].layout)])),
  };
}
