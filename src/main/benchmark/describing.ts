import type { DescribingReport } from '../../shared/benchmark.ts';
import { resolveSettings } from '../../shared/architectures/resolve.ts';
import type { StackganSettings } from '../../shared/architectures/stackgan.ts';
import { Vocabulary } from '../data/captions/vocabulary.ts';
import { pngOf } from '../data/encode.ts';
import { Random } from '../engine/random.ts';
import { openDrawer, TOGETHER } from '../inference/painter/session.ts';
import { architectureOf } from '../models/index.ts';
import type { BenchParts } from './parts.ts';
import { milliseconds, summarize } from './timing.ts';

const SENTENCE = 'a red fox in the snow';

/** Times `work` as often as was asked for, after one run that is not counted. */
async function timed({ task, stop }: BenchParts, work: (run: number) => Promise<unknown>): Promise<number[]> {
  await work(0);
  const times: number[] = [];
  for (let run = 1; run <= task.steps && !stop.aborted; run++) times.push(await milliseconds(() => work(run)));
  return times;
}

/**
 * From a sentence to small pictures as png, all at once, and to one large picture, with networks that have learned
 * nothing: the same arithmetic. Each run has a sentence and noise of its own, so that nothing of an earlier one helps.
 */
export async function measureDescribing(parts: BenchParts, change: Partial<StackganSettings> = {}): Promise<DescribingReport | null> {
  const settings = resolveSettings('stackgan', 'standard', change);
  const { width, size, largeSize } = settings;
  parts.progress.next(`describing: ${TOGETHER} pictures of ${size} px at once, one of ${largeSize} px, ${width} channels`);
  const { architecture } = architectureOf('stackgan', settings);
  const painter = architecture.painter?.(settings);
  if (painter === undefined) throw new Error('StackGAN draws.');
  const parameters = architecture.initialize(settings, Random.fromSeed(width));
  const vocabulary = Vocabulary.of([SENTENCE], settings.vocabulary);
  const isOf = (networks: readonly string[]) => (name: string) => networks.includes(name.slice(0, name.indexOf('.')));
  const opened = performance.now();
  const session = await openDrawer(parts.executor, { painter, vocabulary, stage: 'large' }, async (networks) =>
    Object.fromEntries(
      Object.keys(parameters)
        .filter(isOf(networks))
        .map((name) => [name, parameters[name]]),
    ),
  );
  try {
    await session.warm();
    const prepareSeconds = (performance.now() - opened) / 1000;
    const recipe = (seed: number, place: number) => ({ sentence: `${SENTENCE} ${seed}`, noise: { seed, place, near: [] }, strength: 1, toward: null });
    const small = await timed(parts, async (run) => {
      const pictures = await session.sketch(Array.from({ length: TOGETHER }, (_, place) => recipe(run, place)));
      await Promise.all(pictures.map((picture) => pngOf(picture, 3)));
    });
    const large = await timed(parts, (run) => session.draw(recipe(run, 0)));
    if (small.length === 0 || large.length === 0) return null;
    return { pictures: TOGETHER, width, size, largeSize, prepareSeconds, small: summarize(small), large: summarize(large) };
  } finally {
    await session.dispose();
  }
}
