import { join } from 'node:path';
import type { BenchReport } from '../../shared/benchmark.ts';
import { trainResultSchema } from '../../shared/trainResult.ts';
import { runTraining } from '../training/train.ts';
import type { Report } from '../jobs/taskContext.ts';
import { openBare } from './bare.ts';
import { inTemporaryFolder, insideContext } from './inside.ts';
import type { BenchParts } from './parts.ts';
import { firstConfig } from './parts.ts';
import { makePictures } from './pictures.ts';
import { createSubject } from './subject.ts';

/** Pictures a side. */
const PICTURES = 32;

/** Steps between sample sheets, and pictures on one: what `recast train` does by itself. */
const SAMPLES_EVERY = 250;
const SAMPLE_PICTURES = 4;

/** Steps of the loop for each of `--steps`, so that the default ends with the sample sheets that belong to 250 steps. */
const LOOP_STEPS = 25;

/** Tells when the first step began and when the last one was done from what a training reports, on the clock of `performance.now()`. */
class StepClock {
  readonly #steps: number;
  begun = 0;
  done = 0;

  constructor(steps: number) {
    this.#steps = steps;
  }

  observe(message: Report): void {
    if (message.type !== 'progress' || message.progress.phase !== 'training') return;
    if (message.progress.done === 0) this.begun = performance.now();
    if (message.progress.done === this.#steps) this.done ||= performance.now();
  }
}

/**
 * Trains with real files, samples, metrics and messages and compares its time a step with the bare step, of
 * which as many are made, half of them before and half after: means of both, since a machine's slow moments
 * fall into long runs and would hardly ever fall into a few steps. What its checkpoint takes, with samples and
 * scores, is told apart: it comes every few minutes, not with so many steps. Null where it was asked to stop.
 */
export async function measureLoop(parts: BenchParts): Promise<BenchReport['loop']> {
  const { executor, task, stop, progress } = parts;
  const config = firstConfig(parts);
  const steps = task.steps * LOOP_STEPS;
  progress.next(`the training loop, ${steps} steps of ${config.size}/${config.ngf}/${config.blocks}`);
  const { settings, recipe, parameters, inputs } = createSubject(config);
  const clock = new StepClock(steps);
  const bare = await openBare(executor, { program: recipe.step, parameters, inputs, wanted: recipe.losses });
  const outcome = await inTemporaryFolder(async (folder) => {
    const folders = { a: join(folder, 'a'), b: join(folder, 'b') };
    await makePictures(folders.a, PICTURES, config.size, 1);
    await makePictures(folders.b, PICTURES, config.size, 2);
    await bare.measure(Math.ceil(steps / 2), stop);
    const trained = await runTraining(
      {
        kind: 'train',
        runFolder: join(folder, 'run'),
        cacheFolder: join(folder, 'cache'),
        architecture: 'cyclegan',
        settings: { ...settings, steps },
        folders,
        excluded: {},
        heldOut: {},
        seed: 0,
        holdout: 0.2,
        background: 'white',
        checkpointEvery: { minutes: 5, steps: null },
        keepCheckpoints: 1,
        samplesEvery: SAMPLES_EVERY,
        samplePictures: SAMPLE_PICTURES,
        resumeFrom: null,
        maxMinutes: null,
        engine: task.engine,
      },
      insideContext(stop, (message) => clock.observe(message)),
    );
    await bare.measure(Math.ceil(steps / 2), stop);
    return trained;
  });
  await bare.dispose();
  if (outcome.stopped) return null;
  const { trainingSeconds, waits } = trainResultSchema.parse(outcome.result);
  const loopMs = (clock.done - clock.begun) / steps;
  const bareMs = bare.timing().meanMs;
  const checkpointSeconds = trainingSeconds - (clock.done - clock.begun) / 1000;
  return { steps, bareMs, loopMs, added: loopMs / bareMs - 1, checkpointSeconds, waits: waits.count };
}
