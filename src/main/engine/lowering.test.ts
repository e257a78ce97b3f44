import { describe, expect, it } from 'vitest';
import { openExecutor } from './executors.ts';
import type { TrialPlace } from './lowering.ts';
import { fastLowering } from './lowering.ts';
import { float32 } from './program.ts';
import { convolution } from './operations/convolution.ts';
import { evenGeometry } from './operations/geometry.ts';

/** How often one trial reads the clock: before its first run, which does not count, and around two more. */
const READINGS = 5;

/** A clock for trials: in each the runs take the next of these seconds, over and over. */
function clock(...seconds: number[]): () => number {
  let time = 0;
  let readings = 0;
  return () => (time += seconds[Math.floor(readings++ / READINGS) % seconds.length]);
}

function place(now: () => number, answers: Map<string, string> | null = new Map()): TrialPlace & { answers: Map<string, string> | null } {
  const remembered = answers && {
    recall: (question: string) => answers.get(question),
    remember: (question: string, answer: string) => void answers.set(question, answer),
  };
  return { processor: 'a processor', now, remembered, answers };
}

const never = (): number => {
  throw new Error('nothing was to be measured');
};

describe('the lowering of a processor', () => {
  it.each([
    ['winograd', [1, 2]],
    ['direct', [2, 1]],
  ])('is %s where that is faster', async (expected, seconds) => {
    const machine = place(clock(...seconds));
    expect(await fastLowering('cpu', 1, machine)).toBe(expected);
    expect([...(machine.answers ?? [])]).toEqual([[expect.stringMatching(/^lowering on a processor, threads 1, ONNX Runtime \d/), expected]]);
  });

  it('is decided by the best of the turns: one slow moment counts nothing', async () => {
    expect(await fastLowering('cpu', 1, place(clock(9, 2, 1, 2, 1, 2)))).toBe('winograd');
  });

  it('is measured once, and again for another number of threads', async () => {
    const answers = new Map<string, string>();
    expect(await fastLowering('cpu', 1, place(clock(2, 1), answers))).toBe('direct');
    expect(await fastLowering('cpu', 1, place(never, answers))).toBe('direct');
    await expect(fastLowering('cpu', 2, place(never, answers))).rejects.toThrow('nothing was to be measured');
  });

  it('is measured anew where what is remembered means nothing', async () => {
    const answers = new Map<string, string>();
    await fastLowering('cpu', 1, place(clock(2, 1), answers));
    for (const question of answers.keys()) answers.set(question, 'magic');
    expect(await fastLowering('cpu', 1, place(clock(1, 2), answers))).toBe('winograd');
  });

  it('is not measured where nobody remembers, nor for a graphics card', async () => {
    expect(await fastLowering('cpu', 1, place(never, null))).toBe('winograd');
    expect(await fastLowering('cuda', 1, place(never))).toBe('direct');
  });
});

it('an executor computes as the trial said', async () => {
  const geometry = evenGeometry(1, 1);
  const program = {
    name: 'layer',
    state: {},
    inputs: { x: float32(1, 16, 16, 16), filter: float32(3, 3, 16, 16) },
    body: (_: unknown, inputs: Record<string, Parameters<typeof convolution>[0]>) => ({
      state: {},
      outputs: { y: convolution(inputs['x'], inputs['filter'], geometry) },
    }),
  };
  const answers = new Map<string, string>();
  const machine = { ...place(clock(2, 1), answers), system: 'linux-x64', tensorflow: null };
  const open = (precision: 'fast' | 'exact') => openExecutor({ executor: 'onnx', device: 'cpu', threads: 1, precision, memory: 'normal' }, machine);
  const activations = async (precision: 'fast' | 'exact'): Promise<number> => (await (await open(precision)).estimate(program)).activations;
  expect(await activations('fast')).toBe(await activations('exact'));
  for (const question of answers.keys()) answers.set(question, 'winograd');
  expect(await activations('fast')).not.toBe(await activations('exact'));
});
