import { setTimeout as wait } from 'node:timers/promises';
import { formatBytes, formatCount } from '../../../shared/units.ts';
import type { ColouringScores } from '../../../shared/scores.ts';
import type { FromEngine } from '../../jobs/messages.ts';
import type { Ending, JobHandle, JobObserver } from '../../studio/types.ts';
import type { Console } from './console.ts';
import type { JsonLine } from './json.ts';
import { interruptedExit, onSignals } from './signals.ts';
import { followingText } from './render/following.ts';

const namedSkippedFiles = 5;
const graceAfterKillMilliseconds = 5_000;
const jsonProgressMilliseconds = 250;

/** The line of `--json` for a message of the engine; null for those that end a task, which commands report in their own words. */
function lineOf(message: FromEngine): JsonLine | null {
  switch (message.type) {
    case 'progress':
      return { type: 'progress', ...message.progress };
    case 'checkpoint':
      return { ...message, type: 'saved' };
    case 'checkpointRemoved':
      return { ...message, type: 'removed' };
    // Every file comes with its outcome.
    case 'planned':
    case 'painted':
    case 'unpainted':
    case 'done':
    case 'failed':
      return null;
    default:
      return message;
  }
}

/** What of a side was left out; what is wrong with captions are lines of their file as well as pictures. */
function leftOut(side: string, count: number): string {
  if (side === 'captions') return count === 1 ? 'One caption or picture' : `${formatCount(count)} captions or pictures`;
  return `${formatCount(count)} ${count === 1 ? 'file' : 'files'} of side ${side}`;
}

function skippedText(side: string, files: readonly { path: string; reason: string }[]): string {
  const named = files.slice(0, namedSkippedFiles).map(({ path, reason }) => `  ${path}: ${reason}`);
  const more = files.length > named.length ? [`  and ${formatCount(files.length - named.length)} more; --json lists all`] : [];
  return [`${leftOut(side, files.length)} left out:`, ...named, ...more].join('\n');
}

/** Pictures of a direction; drawing has no other. */
const preparedCount = (direction: string, count: number): string =>
  `${formatCount(count)} picture${count === 1 ? '' : 's'}${direction === 'draw' ? '' : ` ${direction}`}`;

function preparedText({ executor, device, pictures, heldOut, totalSteps, memoryBytes }: Extract<FromEngine, { type: 'prepared' }>): string {
  const where = `on ${device} (${executor})`;
  const memory = `about ${formatBytes(memoryBytes)} of memory`;
  const counts = Object.entries(pictures);
  // Only training keeps pictures aside.
  if (Object.keys(heldOut).length === 0)
    return `${'draw' in pictures ? 'Drawing' : 'Converting'} ${where}: ${counts.map(([direction, count]) => preparedCount(direction, count)).join(', ')}, ${memory}.`;
  const sides = counts.map(([side, count]) => `${formatCount(count)} pictures of side ${side} (${formatCount(heldOut[side] ?? 0)} more kept aside)`);
  return `Training ${where}: ${sides.join(', ')}, ${formatCount(totalSteps)} steps, ${memory}.`;
}

/** How good a colourist is, with what needs no network beside it. */
function psnrText(step: number, { psnr, following }: ColouringScores): string {
  const decibels = (value: number): string => value.toFixed(1);
  const points = psnr.map(({ hints, network, nearest }) => `${hints}: ${decibels(network.value)} (${decibels(nearest)})`);
  const beside = `without a network ${decibels(psnr[0].none)} uncoloured, ${decibels(psnr[0].mean)} in the mean colour, in brackets every pixel like its nearest hint`;
  const nearness = `PSNR in dB at step ${formatCount(step)} by number of hints, on pictures kept aside: ${points.join(', ')}; ${beside}.`;
  return following === null ? nearness : `${nearness} ${followingText(following)}`;
}

/** What a person is told of a message, or null where the progress line says enough. */
function textOf(message: FromEngine, console: Console): string | null {
  switch (message.type) {
    case 'note':
      return message.text;
    case 'skipped':
      return message.files.length === 0 ? null : console.style('yellow', skippedText(message.side, message.files));
    case 'prepared':
      return preparedText(message);
    case 'checkpoint':
      return console.style('dim', `Saved a checkpoint at step ${formatCount(message.step)} (${formatBytes(message.bytes)}).`);
    case 'sample':
      return console.style('dim', `Drew a sample sheet: ${message.file}`);
    case 'scored':
      return 'psnr' in message.scores ? psnrText(message.step, message.scores) : null;
    case 'converted':
      return message.outcome === 'failed' ? console.style('yellow', `${message.input}: ${message.reason ?? 'could not be converted'}`) : null;
    default:
      return null;
  }
}

/** An observer that tells people and programs what a job does. */
export function observeJob(console: Console): JobObserver {
  let toldAt = -Infinity;
  let toldPhase = '';
  return {
    event(message) {
      if (message.type === 'progress') {
        console.progress.update(message.progress);
        const now = console.terminal.now();
        if (message.progress.phase === toldPhase && now - toldAt < jsonProgressMilliseconds) return;
        toldAt = now;
        toldPhase = message.progress.phase;
      }
      const line = lineOf(message);
      if (line !== null) console.line(line);
      const text = textOf(message, console);
      if (text !== null) console.say(text);
    },
    queued(position) {
      console.line({ type: 'queued', position });
      console.say(`Waiting: another job of this home is running; this one is number ${position} in the queue.`);
    },
  };
}

/** How to speak of a job when it is interrupted. */
export interface Interruptible {
  /** What happens after the first Ctrl-C: "Stopping after this step and saving a checkpoint." */
  readonly stopping: string;
  /** What is left after a second one: "The checkpoint of step 400 is intact." */
  left(): string;
}

/**
 * Starts a job and waits for its end. The first Ctrl-C (or SIGTERM) asks the engine to finish the unit
 * at hand and save, a second one kills it at once. `interrupted` says that it ended early for that reason.
 */
export async function superviseJob<Result extends { readonly ending: Ending }>(
  console: Console,
  words: Interruptible,
  start: () => Promise<JobHandle<Result>>,
): Promise<{ outcome: Result; interrupted: boolean }> {
  let handle: JobHandle<Result> | null = null;
  let signalled = false;
  const leave = async (): Promise<void> => {
    handle?.kill();
    console.say(`Left at once. ${words.left()}`);
    // The end is recorded as soon as the engine is gone; this is for a host that hangs itself.
    await wait(graceAfterKillMilliseconds, undefined, { ref: false });
    process.exit(interruptedExit);
  };
  const release = onSignals({
    first() {
      signalled = true;
      console.say(`${words.stopping} Press Ctrl-C again to leave at once.`);
      handle?.stop();
    },
    second: () => void leave(),
  });
  try {
    handle = await start();
    if (signalled) handle.stop();
    const outcome = await handle.outcome;
    console.progress.end();
    // What failed while it was saving, say for want of room, is a failure all the same.
    return { outcome, interrupted: signalled && (outcome.ending === 'stopped' || outcome.ending === 'interrupted') };
  } finally {
    release();
  }
}
