import { setImmediate as turn } from 'node:timers/promises';
import { plainError } from '../../../shared/errors/index.ts';
import type { ColourAsk, PaintAnswer, PaintAsk, PaintWord } from '../../jobs/messages.ts';
import type { TaskRunner } from '../../jobs/taskContext.ts';
import { openExecutor } from '../../engine/executors.ts';
import { thisMachine } from '../../machine.ts';
import { openStand } from '../painter/stand.ts';
import { openProofs } from '../proofs.ts';
import { openEasel } from './easel.ts';

/** Which comes first where several wait: the hand is followed before anything else, the full answer comes when it rests. */
const order: Readonly<Record<string, number>> = { preview: 0, suggest: 1, sketch: 1, doubt: 2, warm: 2, full: 3, draw: 3, translate: 3 };
const rankOf = (ask: PaintAsk): number => order[ask.do === 'colour' ? ask.quality : ask.do];

const colours = (ask: PaintAsk): ask is ColourAsk => 'painting' in ask;

/** Whether a newer ask leaves nobody waiting for an older one. Whoever describes asks for one thing after the other. */
function voids(newer: PaintAsk, older: PaintAsk): boolean {
  return colours(newer) && colours(older) && newer.painting === older.painting && newer.revision > older.revision && newer.do === older.do;
}

/** Whether an ask leaves off what is done for another one: it is void, or a hand moves. */
const comesBefore = (newer: PaintAsk, older: PaintAsk): boolean => rankOf(newer) === order['preview'] || voids(newer, older);

/** What is done for an ask was left off for another one, or because nobody waits for it. */
class LeftOff extends Error {
  override readonly name = 'LeftOff';
}

/**
 * Answers whoever paints, describes or tries a checkpoint, one ask at a time, until told to stop. What a newer ask has made void, or nobody waits for, is answered with nothing;
 * between two runs of a network, and between the parts of a long one, it hears what has come meanwhile.
 */
export const runPainting: TaskRunner<'paint'> = async (task, context) => {
  // The window that waits for it draws meanwhile.
  const executor = await openExecutor({ ...task.engine, sleeps: true }, thisMachine);
  const easel = openEasel(executor, thisMachine.now);
  const stand = openStand(executor);
  const proofs = openProofs(executor);
  const waiting: PaintAsk[] = [];
  /** The ask that is worked on, and whether somebody waits for it. */
  let working: { readonly id: number; forgotten: boolean } | null = null;
  let woken = Promise.withResolvers<undefined>();
  const answer = (id: number, given: PaintAnswer): void => context.report({ type: 'painted', id, answer: given });

  context.stop.addEventListener('abort', () => woken.resolve(undefined));
  function drop(asks: readonly PaintAsk[]): void {
    for (const ask of asks) {
      waiting.splice(waiting.indexOf(ask), 1);
      answer(ask.id, { do: 'nothing' });
    }
  }
  function hear(word: PaintWord): void {
    if (word.do === 'forget') {
      drop(waiting.filter(({ id }) => id === word.id));
      if (working?.id === word.id) working.forgotten = true;
      return;
    }
    drop(waiting.filter((one) => voids(word, one)));
    waiting.push(word);
    woken.resolve(undefined);
  }
  context.hear(hear);

  /** Hears what has come meanwhile. Throws LeftOff where that comes before an ask that is worked on, or nobody waits for that any more. */
  async function between(ask: PaintAsk): Promise<void> {
    await turn();
    if (working?.forgotten || waiting.some((one) => comesBefore(one, ask))) throw new LeftOff();
  }

  try {
    while (!context.stop.aborted) {
      // What came while the network ran is heard before the next one is chosen.
      await turn();
      if (waiting.length === 0) {
        woken = Promise.withResolvers();
        await woken.promise;
        continue;
      }
      const ask = waiting.reduce((first, one) => (rankOf(one) < rankOf(first) ? one : first));
      waiting.splice(waiting.indexOf(ask), 1);
      const current = (working = { id: ask.id, forgotten: false });
      try {
        answer(ask.id, await (colours(ask) ? easel.answer(ask, () => between(ask)) : ask.do === 'translate' ? proofs.answer(ask) : stand.answer(ask)));
      } catch (error) {
        if (!(error instanceof LeftOff)) context.report({ type: 'unpainted', id: ask.id, error: { ...plainError(error) } });
        else if (current.forgotten || waiting.some((one) => voids(one, ask))) answer(ask.id, { do: 'nothing' });
        else waiting.push(ask);
      }
    }
  } finally {
    await easel.dispose();
    await stand.dispose();
    await proofs.dispose();
    await executor.dispose();
  }
  return { stopped: false, result: null };
};
