/**
 * An engine program for tests: a real process that speaks the real protocol, and does what the name of
 * the task's first folder (`.../aborts`) or of the conversion's input says.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FromEngine, Task, TrainTask } from '../messages.ts';
import { toEngineSchema } from '../messages.ts';
import { writeTestCheckpoint } from './checkpointFolder.ts';

let stopping = false;
let paused = false;

function say(message: FromEngine): Promise<void> {
  return new Promise((resolve) => void process.send?.(message, undefined, undefined, () => resolve()));
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function progress(done: number, total: number): FromEngine {
  const measured = { secondsLeft: null, picturesPerSecond: null, memory: process.memoryUsage.rss() };
  return { type: 'progress', progress: { phase: 'training', done, total, unit: 'steps', epoch: 0, losses: { cycle: 1 / done }, ...measured } };
}

function firstStep(task: TrainTask): number {
  return task.resumeFrom === null ? 0 : Number(basename(task.resumeFrom).slice('step-'.length));
}

const scripts: Record<string, (task: TrainTask) => Promise<void>> = {
  /** Everything a run can report, then the end. */
  completes: async (task) => {
    await say({ type: 'prepared', executor: 'onnx', device: 'cpu', pictures: { a: 10, b: 12 }, heldOut: { a: 1, b: 1 }, totalSteps: 10, memoryBytes: 1e6 });
    await say({ type: 'skipped', side: 'a', files: [{ path: '/pictures/notes.txt', reason: 'it is not a picture.' }] });
    await say({ type: 'note', text: 'The pictures are small.' });
    for (let step = firstStep(task) + 1; step <= 10; step++) {
      await say(progress(step, 10));
      await say({ type: 'metrics', step, epoch: 0, values: { cycle: 1 / step } });
      if (step % 5 === 0) await say(writeTestCheckpoint(task, step));
    }
    await say({ type: 'sample', file: join(task.runFolder, 'samples', 'a-10.png'), side: 'a', step: 10, rows: [] });
    await say({ type: 'done', stopped: false, result: { steps: 10 } });
  },
  /** Steps until it is told to stop, or its host is gone; then saves. */
  works: async (task) => {
    await say({ type: 'prepared', executor: 'onnx', device: 'cpu', pictures: { a: 10, b: 12 }, heldOut: { a: 1, b: 1 }, totalSteps: 1000, memoryBytes: 1e6 });
    let step = firstStep(task);
    while (!stopping && process.connected) {
      if (!paused) await say(progress(++step, 1000));
      await sleep(10);
    }
    const saved = writeTestCheckpoint(task, step);
    if (!process.connected) process.exit(0);
    await say(saved);
    await say({ type: 'done', stopped: true, result: null });
  },
  /** As `works`, but saving takes its time. */
  'saves slowly': async (task) => {
    await say(progress(1, 1000));
    while (!stopping && process.connected) await sleep(10);
    await sleep(1_500);
    writeTestCheckpoint(task, 7);
    process.exit(0);
  },
  /** Fills the catalog until it is told to stop. */
  chatters: async (task) => {
    await say({ type: 'prepared', executor: 'onnx', device: 'cpu', pictures: { a: 10, b: 12 }, heldOut: { a: 1, b: 1 }, totalSteps: 1e6, memoryBytes: 1e6 });
    let step = 0;
    while (!stopping) {
      await say({ type: 'metrics', step: ++step, epoch: 0, values: { cycle: 1 / step, gan: 1, identity: 2 } });
      await sleep(1);
    }
    await say(writeTestCheckpoint(task, step));
    await say({ type: 'done', stopped: true, result: null });
  },
  /** A checkpoint, then nothing more, not even an answer. */
  hangs: async (task) => {
    await say(writeTestCheckpoint(task, 3));
    await say(progress(4, 10));
    for (;;);
  },
  aborts: async (task) => {
    await say(writeTestCheckpoint(task, 3));
    await say(progress(4, 10));
    process.abort();
  },
  /** As the system does when memory runs out; the message of its last checkpoint never leaves. */
  killed: async (task) => {
    await say(progress(4, 10));
    writeTestCheckpoint(task, 4);
    process.kill(process.pid, 'SIGKILL');
    await sleep(10_000);
  },
  terminated: async () => {
    process.kill(process.pid, 'SIGTERM');
    await sleep(10_000);
  },
  /** To be started with a small heap. */
  'fills the heap': async () => {
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array<number>(1_000_000).fill(0.5));
  },
  throws: async () => {
    throw new Error('The scripted engine has a fault.');
  },
  'exits at once': async () => process.exit(3),
  fails: async () => {
    await say({ type: 'failed', error: { code: 'SIDE_EMPTY', message: 'The folder holds no pictures.', remedy: 'Put some there.', exit: 2, details: {} } });
  },
  'talks nonsense': async () => {
    process.send?.({ type: 'gossip' });
    await sleep(10_000);
  },
  /** The last message of a process that then does not end. */
  lingers: async () => {
    await say({ type: 'done', stopped: false, result: 'lingering' });
    await sleep(60_000);
  },
};

async function convert(input: string, output: string): Promise<void> {
  const names = readdirSync(input).sort();
  for (const name of names) {
    const failed = name.startsWith('bad');
    await say({
      type: 'converted',
      input: join(input, name),
      output: failed ? null : join(output, name),
      outcome: failed ? 'failed' : 'written',
      reason: failed ? 'It is cut off.' : null,
    });
  }
  await say({ type: 'done', stopped: false, result: null });
}

async function perform(task: Task): Promise<void> {
  if (task.kind === 'convert') return convert(task.input, task.output);
  if (task.kind !== 'train') return say({ type: 'done', stopped: false, result: [] });
  const name = basename([task.folders['a'] ?? ''].flat()[0]);
  const script = scripts[name];
  if (script === undefined) throw new Error(`There is no script "${name}".`);
  return script(task);
}

process.on('message', (raw) => {
  const message = toEngineSchema.parse(raw);
  if (message.type === 'stop') stopping = true;
  if (message.type === 'pause') paused = true;
  if (message.type === 'continue') paused = false;
  if (message.type === 'start') void perform(message.task).then(() => process.disconnect());
});
