import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ColorizationSettings } from '../../../shared/architectures/colorization.ts';
import { colorizationSchema } from '../../../shared/architectures/colorization.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import { noHints } from '../../../shared/hints.ts';
import { writeCheckpoint } from '../../checkpoints/checkpoint.ts';
import { OnnxExecutor } from '../../engine/onnx/onnxExecutor.ts';
import { Random } from '../../engine/random.ts';
import { direct } from '../../engine/trace/lowerings/direct/index.ts';
import type { ColourAsk, PaintAnswer } from '../../jobs/messages.ts';
import { architectures } from '../../models/index.ts';
import { temporaryFolder, writeSpots } from '../testing/tiny.ts';
import { openEasel } from './easel.ts';

/** A colourist of 64 px and 4 channels with random weights. Returns its folder. */
async function writeColourist(folder: string, given: Partial<ColorizationSettings>): Promise<string> {
  const settings = colorizationSchema.parse({ size: 64, width: 4, initGain: 0.3, ...given });
  const { colorize } = architectures;
  const description = { architecture: 'colorize', settings, seed: 1, step: 1, epoch: 0, losses: {}, batches: null, pools: {} };
  const parameters = colorize.initialize(settings, Random.fromSeed(1));
  return (await writeCheckpoint(folder, { description, tree: colorize.recipe(settings).parameters, parameters, optimizer: {}, pools: {} })).folder;
}

const red: HintsDocument = { ...noHints, points: [{ x: 0.4, y: 0.6, radius: 0.1, colour: [70, 30] }] };

function planeOf(answer: PaintAnswer): Uint8Array {
  if (answer.do !== 'colour') throw new Error(`"${answer.do}" is no plane.`);
  return answer.plane;
}

test.each([
  ['photo', { mode: 'photo' }],
  ['sketch', { mode: 'sketch' }],
  ['sketch over which hints flow', { mode: 'sketch', spread: true }],
] as const)('a %s: a slow network is left off between its parts, and gives in parts what a quick one gives at once', async (_, settings) => {
  await using folder = await temporaryFolder();
  const picture = join(folder.path, 'spots.png');
  await writeSpots(picture, 60, 60);
  const checkpointFolder = await writeColourist(folder.path, settings);
  const executor = new OnnxExecutor({ device: 'cpu', threads: 1, memory: 'normal' }, direct);
  let seconds = 0;
  const [quick, slow] = [openEasel(executor, () => 0), openEasel(executor, () => seconds++)];
  const subject = { id: 1, painting: 1, revision: 1, checkpointFolder, picture, hints: red } as const;
  const colour = (quality: 'preview' | 'full'): ColourAsk => ({ ...subject, do: 'colour', quality });
  let parts = 0;
  const between = async (): Promise<void> => {
    parts++;
  };

  const whole = await quick.answer(colour('full'), between);
  expect(parts).toBe(0);
  expect(await slow.answer(colour('preview'), between)).toMatchObject({ do: 'colour', final: false });
  expect(parts).toBe(0);
  const leave = async (): Promise<void> => {
    if (++parts === 3) throw new Error('left off');
  };
  await expect(slow.answer(colour('full'), leave)).rejects.toThrow('left off');
  parts = 0;
  expect(planeOf(await slow.answer(colour('full'), between))).toEqual(planeOf(whole));
  expect(parts).toBeGreaterThan(5);
  const ideas: ColourAsk = { ...subject, do: 'suggest', x: 0.2, y: 0.3 };
  expect(await slow.answer(ideas, between)).toEqual(await quick.answer(ideas, between));
  await quick.dispose();
  await slow.dispose();
  await executor.dispose();
});
