import type { HintsDocument } from '../../../shared/hints.ts';
import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import type { Executor } from '../../engine/executor.ts';
import type { TranslatorSession } from '../translate.ts';
import { drawingAt } from './drawing.ts';
import { inColour, memoryOfRefining } from './refine.ts';
import { openColourist } from './session.ts';

/** A colourist as conversions use it: every picture with the same hints, each at its own size. It goes in no tiles: the network looks at it as a whole. */
export async function openColouring(executor: Executor, checkpoint: Checkpoint, hints: HintsDocument): Promise<TranslatorSession> {
  const session = await openColourist(executor, checkpoint);
  const { side } = session.colourist;
  const square = session.sizeFor({ width: side, height: side });
  const { total } = await executor.estimate(session.colourist.colours(square.height, square.width));
  return {
    tilePixels: 0,
    // The picture before and after as bytes, beside what the network takes at its own size, or what refining does afterwards.
    memoryFor: (pixels) => Math.max(total, session.colourist.mode === 'sketch' ? memoryOfRefining(pixels) : 0) + 6 * pixels,
    async translate(pixels) {
      const drawing = await drawingAt(pixels, session.sizeFor(pixels));
      return inColour(session.colourist.mode, pixels, await session.colour(drawing, hints), drawing);
    },
    dispose: () => session.dispose(),
  };
}
