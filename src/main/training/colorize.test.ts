import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoredHints } from '../../shared/scores.ts';
import { sharp } from '../data/sharp.ts';
import { readSafetensors } from '../checkpoints/safetensors.ts';
import type { FromEngine, TrainTask } from '../jobs/messages.ts';
import { fromEngineSchema } from '../jobs/messages.ts';
import { WorkerContext } from '../worker/context.ts';
import { checkpointsOf, finishRun, startRun } from './testing/runs.ts';
import { taskIn } from './testing/session.ts';
import { runTraining } from './train.ts';

let folder: string;
const of = (name: string): string => join(folder, name);

/** A disc of some colour on white, and its outline. */
async function drawPair(name: string, colour: string): Promise<void> {
  const svg = (fill: string): Buffer =>
    Buffer.from(
      `<svg width="40" height="40"><rect width="40" height="40" fill="white"/><circle cx="20" cy="20" r="13" fill="${fill}" stroke="black" stroke-width="2"/></svg>`,
    );
  await sharp(svg(colour))
    .png()
    .toFile(join(of('images'), `${name}.png`));
  await sharp(svg('white'))
    .jpeg()
    .toFile(join(of('sketches'), `${name}.jpg`));
}

const colours = ['#d22f27', '#fcea2b', '#5c9e31', '#61b2e4', '#b399c8', '#ea5a47', '#f1b31c', '#a57939', '#1e50aa', '#b1cc33'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  for (const name of ['images', 'sketches', 'others']) await mkdir(of(name));
  for (const [i, colour] of colours.entries()) await drawPair(`disc-${i}`, colour);
  await drawPair('grey', '#808080');
  const lonely = { create: { width: 30, height: 30, channels: 3 as const, background: '#d22f27' } };
  await sharp(lonely)
    .png()
    .toFile(join(of('sketches'), 'lonely.png'));
  for (const name of ['one', 'two'])
    await sharp(lonely)
      .png()
      .toFile(join(of('others'), `${name}.png`));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const small = { size: 32, loadSize: 36, width: 4, ndf: 4, batch: 2, steps: 6, initGain: 0.1, learningRate: 0.001 };

function task(
  run: string,
  settings: Record<string, unknown> = {},
  folders: TrainTask['folders'] = { images: of('images') },
  change: Partial<TrainTask> = {},
): TrainTask {
  return taskIn(of(run), {
    architecture: 'colorize',
    settings: { ...small, ...settings },
    folders,
    cacheFolder: of('cache'),
    holdout: 0.2,
    checkpointEvery: { minutes: null, steps: 3 },
    ...change,
  });
}

const pairs = (run: string, change: Partial<TrainTask> = {}): TrainTask =>
  task(
    run,
    { mode: 'sketch', lines: 'pairs', trunk: 'both', adversarial: 0.1, foreign: 0.5, spread: true },
    { images: of('images'), sketches: of('sketches') },
    change,
  );

async function run(given: TrainTask): Promise<FromEngine[]> {
  const messages: FromEngine[] = [];
  await runTraining(given, new WorkerContext((message) => messages.push(fromEngineSchema.parse(message))));
  return messages;
}

const scoresIn = (messages: readonly FromEngine[]) =>
  messages.flatMap((message) => (message.type === 'scored' && 'psnr' in message.scores ? [message.scores.psnr] : []));
const skippedIn = (messages: readonly FromEngine[]): string[] =>
  messages.flatMap((message) =>
    message.type === 'skipped' ? message.files.map(({ path, reason }) => `${message.side} ${path.slice(folder.length + 1)}: ${reason}`) : [],
  );

describe('training a colourist', () => {
  it('scores held-out pictures at each checkpoint by number of hints, the same every time, beside what needs no network', async () => {
    const first = await run(task('photo', {}, undefined, { samplesEvery: 6, samplePictures: 1 }));
    const scores = scoresIn(first);
    expect(scores).toHaveLength(2);
    for (const psnr of scores) expect(psnr.map(({ hints }) => hints)).toEqual([...scoredHints]);
    const [before, after] = scores;
    // What needs no network stays, what the network does changes.
    expect(after.map(({ none, mean, nearest }) => [none, mean, nearest])).toEqual(before.map(({ none, mean, nearest }) => [none, mean, nearest]));
    expect(after.map(({ network }) => network.value)).not.toEqual(before.map(({ network }) => network.value));
    expect(before[0].nearest).toBe(before[0].none);
    expect(before[6].nearest).toBeGreaterThan(before[0].none + 3);
    expect(scoresIn(await run(task('again')))).toEqual(scores);
    expect(first.some((message) => message.type === 'sample')).toBe(true);
  });

  it('leaves grey pictures out of photo mode and lists them, and keeps them in sketch mode', async () => {
    expect(skippedIn(await run(task('grey', { steps: 1 })))).toEqual(['images images/grey.png: it is grey: there is no colour to learn from']);
    expect(skippedIn(await run(task('kept', { steps: 1, mode: 'sketch' })))).toEqual([]);
  });

  it('learns from pairs, lists what has no partner, and sees the pictures of a pair alike', async () => {
    const messages = await run(pairs('pairs', { samplesEvery: 6, samplePictures: 1 }));
    expect(skippedIn(messages)).toEqual([expect.stringMatching(/^sketches sketches.lonely\.png: there is no picture of its name in .*images$/)]);
    expect(messages.find((message) => message.type === 'prepared')).toMatchObject({
      pictures: { images: 8, sketches: 8 },
      heldOut: { images: 3, sketches: 3 },
    });
    // A sketch that is the picture but for the colour inside: uncoloured it is far off, and all of paper and line is right.
    const [psnr] = scoresIn(messages);
    expect(psnr[0].none).toBeGreaterThan(5);
    expect(psnr[6].nearest).toBeGreaterThan(psnr[0].none);
  });

  it('says of sketches how a foreign hint is followed, and of photos nothing', async () => {
    const followingIn = async (given: TrainTask) =>
      (await run(given)).flatMap((message) => (message.type === 'scored' && 'psnr' in message.scores ? [message.scores.following] : []));
    const [following] = await followingIn(pairs('following', { holdout: 0.4 }));
    // A disc of 13 px of 40, drawn at 32, whose line is not paper.
    expect(following).toMatchObject({ pictures: expect.any(Number) as number, untold: expect.any(Number) as number });
    expect(following?.insideOfAll).toBeGreaterThan(0.15);
    expect(following?.insideOfAll).toBeLessThan(0.33);
    expect(await followingIn(task('photos'))).toEqual([null, null]);
  });

  it('refuses folders whose names never meet, in words', async () => {
    const folders = { images: of('images'), sketches: of('others') };
    await expect(run({ ...pairs('none'), folders })).rejects.toMatchObject({ code: 'NO_PARTNERS', message: expect.stringContaining(of('others')) as string });
  });

  it('goes on exactly after a kill, pairs and all', async () => {
    await finishRun(pairs('whole'));
    const engine = startRun(pairs('killed'));
    await engine.until((message) => message.type === 'checkpoint' && message.step === 3);
    await engine.kill();
    const [saved] = await checkpointsOf(of('killed'));
    await finishRun(pairs('killed', { resumeFrom: saved }));
    const [whole, resumed] = [(await checkpointsOf(of('whole'))).at(-1)!, (await checkpointsOf(of('killed'))).at(-1)!];
    for (const name of ['netG.safetensors', 'netD.safetensors']) {
      expect((await readFile(join(resumed, name))).equals(await readFile(join(whole, name))), name).toBe(true);
    }
    expect(Object.keys((await readSafetensors(join(whole, 'netG.safetensors'))).tensors)).toContain('model1.0.weight');
  });
});
