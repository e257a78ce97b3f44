import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { conversionResultSchema } from '../../shared/conversion.ts';
import { decodePicture } from '../data/decode.ts';
import { readProvenance } from '../data/encode.ts';
import { fromEngineSchema } from '../jobs/messages.ts';
import { runConversion } from './convertFolder.ts';
import type { ConvertTask } from './testing/tiny.ts';
import { taskOf, temporaryFolder, tinyCheckpoint, writeSpots } from './testing/tiny.ts';

const PICTURES = 40;

/** Converts in an engine process of its own and kills it as soon as `enough` pictures are written. */
async function convertAndKill(task: ConvertTask, enough: number): Promise<void> {
  const engine = fork(fileURLToPath(new URL('../worker/entry.ts', import.meta.url)), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let written = 0;
  engine.on('message', (message) => {
    const report = fromEngineSchema.parse(message);
    if (report.type === 'converted' && report.outcome === 'written' && ++written === enough) engine.kill('SIGKILL');
  });
  engine.send({ type: 'start', task });
  const [, signal]: unknown[] = await once(engine, 'exit');
  expect(signal).toBe('SIGKILL');
}

it('goes on after kill -9 without a broken picture and without doing anything twice', async () => {
  await using folder = await temporaryFolder();
  const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
  for (let seed = 0; seed < PICTURES; seed++) await writeSpots(join(input, `${seed}.png`), 60, 40, seed);
  const task = taskOf({ checkpointFolder: await tinyCheckpoint(join(folder.path, 'checkpoints')), input, output });
  await convertAndKill(task, 5);

  const pictures = (await readdir(output)).filter((name) => !name.startsWith('.'));
  expect(pictures.length).toBeGreaterThanOrEqual(5);
  expect(pictures.length).toBeLessThan(PICTURES);
  for (const name of pictures) {
    expect(await decodePicture(join(output, name), { background: 'white' })).toMatchObject({ width: 60, height: 40 });
    expect(await readProvenance(join(output, name))).not.toBeNull();
  }

  const { result } = await runConversion(task, {
    report: () => undefined,
    stop: new AbortController().signal,
    paused: false,
    whenRunning: () => Promise.resolve(),
    hear: () => undefined,
  });
  expect(conversionResultSchema.parse(result)).toEqual({ written: PICTURES - pictures.length, unchanged: pictures.length, failed: 0, sheets: [] });
});
