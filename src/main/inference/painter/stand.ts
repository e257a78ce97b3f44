import { readCheckpoint } from '../../checkpoints/checkpoint.ts';
import type { Pixels } from '../../data/pixels.ts';
import type { Executor } from '../../engine/executor.ts';
import type { DrawAsk, PaintAnswer } from '../../jobs/messages.ts';
import { atHand } from '../atHand.ts';
import type { PainterSession } from './session.ts';
import { openPainter } from './session.ts';

/** Painters that are kept at hand. */
const MOST_PAINTERS = 2;

/** Checkpoints that draw from words, for whoever describes pictures. One call at a time. */
export interface Stand {
  answer(ask: DrawAsk): Promise<PaintAnswer>;
  dispose(): Promise<void>;
}

/** A picture in memory of its own, as messages carry it. */
const carried = ({ width, height, data }: Pixels) => ({ width, height, data: new Uint8Array(data) });

export function openStand(executor: Executor): Stand {
  const painters = new Map<string, PainterSession>();
  const painterIn = (folder: string): Promise<PainterSession> =>
    atHand(
      painters,
      folder,
      MOST_PAINTERS,
      async () => openPainter(executor, await readCheckpoint(folder)),
      (session) => session.dispose(),
    );
  return {
    async answer(ask) {
      const painter = await painterIn(ask.checkpointFolder);
      switch (ask.do) {
        case 'warm':
          await painter.warm();
          return { do: 'nothing' };
        case 'sketch':
          return { do: 'draw', stage: 'small', pictures: (await painter.sketch(ask.recipes)).map(carried) };
        case 'draw':
          return { do: 'draw', stage: painter.drawer.stage, pictures: [carried(await painter.draw(ask.recipe))] };
      }
    },
    async dispose() {
      for (const painter of painters.values()) await painter.dispose();
    },
  };
}
