import { plainError } from '../../shared/errors/index.ts';
import type { Task, ToEngine } from '../jobs/messages.ts';
import { WorkerContext } from './context.ts';
import { openPipe } from './pipe.ts';
import { runTask } from './tasks.ts';

/**
 * The engine process: a plain Node program that its host forks. It is told one task, reports while it
 * does it, sends `done` or `failed`, and ends. When the host asks to stop, sends SIGTERM or dies, the
 * task saves what is due and ends; SIGINT is for the host alone, which shares the terminal.
 */

let task: Task | null = null;

const pipe = openPipe(handle, () => {
  // Without a task there is nothing to save.
  if (task === null) process.exit(0);
  context.requestStop();
});
const context = new WorkerContext((message) => {
  pipe.send(message);
});

async function end(exitCode: number): Promise<never> {
  await pipe.flushed();
  process.exit(exitCode);
}

/** Tells the host what went wrong, and ends. Where there is no host to tell, it stands on stderr. */
async function fail(error: unknown): Promise<never> {
  const plain = plainError(error);
  if (!process.connected) process.stderr.write(`${plain.message}\n`);
  pipe.send({ type: 'failed', error: { ...plain } });
  return end(1);
}

async function start(asked: Task): Promise<void> {
  if (task !== null) throw new Error('an engine process does one task');
  task = asked;
  const { stopped, result } = await runTask(asked, context);
  pipe.send({ type: 'done', stopped, result });
  await end(0);
}

function handle(message: ToEngine): void {
  switch (message.type) {
    case 'start':
      start(message.task).catch(fail);
      return;
    case 'stop':
      context.requestStop();
      return;
    case 'pause':
      context.pause();
      return;
    case 'paint':
      context.paint(message.ask);
      return;
    case 'continue':
      context.proceed();
      return;
  }
}

process.on('SIGINT', () => undefined);
// Both are pipes to the host. When it dies, what is printed has no reader, which must not end the saving.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('SIGTERM', () => {
  context.requestStop();
});
process.on('uncaughtException', (error) => void fail(error));
process.on('unhandledRejection', (error) => void fail(error));
