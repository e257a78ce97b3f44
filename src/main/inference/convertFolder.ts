import { basename, sep } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { ConversionResult } from '../../shared/conversion.ts';
import { RecastError } from '../../shared/errors/index.ts';
import { noHints } from '../../shared/hints.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import type { Pixels } from '../data/pixels.ts';
import { openExecutor } from '../engine/executors.ts';
import { thisMachine } from '../machine.ts';
import type { ConvertTask } from '../jobs/messages.ts';
import type { TaskContext, TaskRunner } from '../jobs/taskContext.ts';
import type { Translator } from '../models/architecture.ts';
import { modelOf } from './checkpointModel.ts';
import { colouristIn } from './colourist/session.ts';
import { openColouring } from './colourist/translator.ts';
import { deliverFile, openOutput } from './deliver.ts';
import { sweepLeftovers } from './leftovers.ts';
import { ahead, openOutbox } from './pipeline.ts';
import type { ConversionPlan } from './plan.ts';
import { planConversion } from './plan.ts';
import { prepareFile } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { createTally } from './tally.ts';
import type { Tally } from './tally.ts';
import { openTranslator } from './translate.ts';
import type { TranslatorSession } from './translate.ts';
import { writeSheets } from './sheets.ts';

/** Pictures decoded before their turn, and pictures being written behind it. */
const AHEAD = 4;
const BEHIND = 4;

/**
 * Turns of the event loop between two pictures. The network occupies this thread while it runs; in
 * these turns the reading, decoding and writing that went on beside it take their next steps.
 */
const TURNS = 32;

/** Opened when the first picture needs it: where all is done already, no engine is started. */
async function openSession(
  task: ConvertTask,
  checkpoint: Checkpoint,
  translator: Translator,
  pictures: number,
  first: Pixels,
  context: TaskContext,
): Promise<TranslatorSession> {
  const executor = await openExecutor(task.engine, thisMachine);
  const session =
    colouristIn(checkpoint) === null
      ? await openTranslator({ executor, translator, parameters: await checkpoint.parameters([translator.network]), tilePixels: task.tilePixels })
      : await openColouring(executor, checkpoint, task.hints ?? noHints);
  const { kind, device } = executor;
  const memoryBytes = session.memoryFor(first.width * first.height);
  context.report({ type: 'prepared', executor: kind, device, pictures: { [task.direction]: pictures }, heldOut: {}, totalSteps: pictures, memoryBytes });
  return {
    ...session,
    async dispose() {
      await session.dispose();
      await executor.dispose();
    },
  };
}

interface Conversion {
  readonly task: ConvertTask;
  readonly context: TaskContext;
  readonly plan: ConversionPlan;
  readonly tally: Tally;
  /** Opens the session, given the first picture it will translate. */
  open(first: Pixels): Promise<TranslatorSession>;
}

/** Decoding, the network and encoding overlap: pictures are prepared ahead and written behind. */
async function convertAll(
  { task, context, plan, tally, open }: Conversion,
  prepare: (file: ConversionPlan['files'][number]) => Promise<Prepared>,
): Promise<void> {
  const outbox = openOutbox(BEHIND);
  let session: TranslatorSession | undefined;
  try {
    for await (const prepared of ahead(plan.files, AHEAD, prepare)) {
      await tally.whenRunning();
      if (context.stop.aborted) break;
      const { file } = prepared;
      if (prepared.state !== 'ready') {
        tally.count(file, prepared.state, prepared.state === 'failed' ? prepared.reason : null);
        continue;
      }
      session ??= await open(prepared.pixels);
      const translated = await session.translate(prepared.pixels);
      await outbox.add(async () => {
        const reason = await deliverFile(file, translated, prepared.provenance, task.quality);
        tally.count(file, reason === null ? 'written' : 'failed', reason);
      });
      for (let i = 0; i < TURNS; i++) await turn();
    }
  } finally {
    await outbox.drain().finally(() => session?.dispose());
  }
}

/** Files named in one message. */
const NAMED_AT_ONCE = 2_000;

/** Tells the host of every file before the first is converted, those that cannot be opened last. */
function reportPlan({ files, skipped }: ConversionPlan, context: TaskContext): void {
  const named = [
    ...files.map(({ input, name }) => ({ input, name: name.replaceAll(sep, '/') })),
    ...skipped.map(({ path }) => ({ input: path, name: basename(path) })),
  ];
  for (let from = 0; from < named.length; from += NAMED_AT_ONCE) context.report({ type: 'planned', files: named.slice(from, from + NAMED_AT_ONCE) });
}

/**
 * Converts a picture or a folder of any depth with one direction of a checkpoint. Names and sub-folders
 * stay; what was converted before from the same contents by the same checkpoint is left alone, so the
 * same call goes on after a kill; a file that cannot be converted is reported and does not stop the rest.
 *
 * @returns a `ConversionResult`
 * @throws RecastError CHECKPOINT_..., CONVERT_..., DEVICE_UNUSABLE
 */
export const runConversion: TaskRunner<'convert'> = async (task, context) => {
  const checkpoint = await readCheckpoint(task.checkpointFolder);
  const { translator } = modelOf(checkpoint, task.direction);
  if (task.hints !== undefined && colouristIn(checkpoint) === null)
    throw RecastError.of('COLOURIST_NEEDED', { checkpoint: checkpoint.folder, architecture: checkpoint.manifest.architecture });
  const tally = createTally(context);
  tally.phase('reading pictures');
  const plan = await planConversion(task);
  reportPlan(plan, context);
  tally.begin(plan.files.length + plan.skipped.length);
  for (const { path, reason } of plan.skipped) tally.count({ input: path, output: null }, 'failed', reason);
  const base = {
    madeBy: 'Recast Studio',
    architecture: checkpoint.manifest.architecture,
    checkpoint: checkpoint.manifest.hash,
    direction: task.direction,
  } as const;
  const open = async (first: Pixels): Promise<TranslatorSession> => {
    tally.phase('compiling');
    await openOutput(plan.outputFolder);
    return openSession(task, checkpoint, translator, plan.files.length, first, context);
  };
  await convertAll({ task, context, plan, tally, open }, (file) => prepareFile(file, base, task));
  const stopped = context.stop.aborted;
  tally.phase('finishing');
  await sweepLeftovers(plan);
  const sheets = task.sheet && !stopped ? await writeSheets(plan.outputFolder, plan.files.filter(tally.isComplete), task.background) : [];
  const result: ConversionResult = { ...tally.counts(), sheets };
  return { stopped, result };
};
