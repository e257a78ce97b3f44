import { noHints } from '../../shared/hints.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import type { Executor } from '../engine/executor.ts';
import type { PaintAnswer, TranslateAsk } from '../jobs/messages.ts';
import { atHand } from './atHand.ts';
import { modelOf } from './checkpointModel.ts';
import { colouristIn } from './colourist/session.ts';
import { openColouring } from './colourist/translator.ts';
import { deliverFile } from './deliver.ts';
import { prepareFile } from './prepare.ts';
import type { TranslatorSession } from './translate.ts';
import { openTranslator } from './translate.ts';

/** Directions of checkpoints that are kept at hand: who compares looks at two. */
const MOST_SESSIONS = 2;

/** A proof is a picture without loss, of the size that fits into memory. */
const options = { quality: 100, tilePixels: 0 };

interface Opened {
  readonly checkpoint: Checkpoint;
  readonly session: TranslatorSession;
}

/** Single pictures translated for whoever looks how a checkpoint does it. One call at a time. */
export interface Proofs {
  /** Writes what a conversion to PNG would write; the answer tells why not where the picture cannot be read or written. */
  answer(ask: TranslateAsk): Promise<PaintAnswer>;
  dispose(): Promise<void>;
}

async function open(executor: Executor, folder: string, direction: string): Promise<Opened> {
  const checkpoint = await readCheckpoint(folder);
  const { translator } = modelOf(checkpoint, direction);
  const session =
    colouristIn(checkpoint) === null
      ? await openTranslator({ executor, translator, parameters: await checkpoint.parameters([translator.network]), tilePixels: options.tilePixels })
      : await openColouring(executor, checkpoint, noHints);
  return { checkpoint, session };
}

/** Translates single pictures and keeps what that needs warm. */
export function openProofs(executor: Executor): Proofs {
  const sessions = new Map<string, Opened>();
  return {
    async answer({ checkpointFolder, direction, input, output, background }) {
      const { checkpoint, session } = await atHand(
        sessions,
        `${direction} ${checkpointFolder}`,
        MOST_SESSIONS,
        () => open(executor, checkpointFolder, direction),
        (old) => old.session.dispose(),
      );
      const { architecture, hash } = checkpoint.manifest;
      const file = { input, name: input, output, format: 'png' } as const;
      const prepared = await prepareFile(file, { madeBy: 'Recast Studio', architecture, checkpoint: hash, direction }, { ...options, background });
      if (prepared.state !== 'ready') return { do: 'translated', reason: prepared.state === 'failed' ? prepared.reason : null };
      return { do: 'translated', reason: await deliverFile(file, await session.translate(prepared.pixels), prepared.provenance, options.quality) };
    },
    async dispose() {
      for (const { session } of sessions.values()) await session.dispose();
    },
  };
}
