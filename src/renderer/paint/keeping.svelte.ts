import { SvelteMap } from 'svelte/reactivity';
import type { Failure } from '../../shared/contract/procedure.ts';
import type { Painting } from '../../shared/contract/paintings.ts';
import type { HintsDocument } from '../../shared/hints.ts';
import { studio } from '../connection/connection.svelte.ts';
import { documentOf } from './hints.ts';
import { stepsSince, unfolded } from './keptHistory.ts';
import type { Kept, Painter } from './painter.svelte.ts';
import { Saver } from './saver.svelte.ts';
import { dropSpare, findSpare, keepSpare, spareKey } from './spares.ts';

/** Keeps one painting, as long as the window is there. */
interface Keeper {
  readonly painting: Painting;
  readonly saver: Saver<Kept>;
  /** The hints that could not be saved are laid aside. */
  spared: boolean;
}

/** By the numbers of their paintings: what one could not save is gone on with when its painting is opened again. */
const keepers = new SvelteMap<number, Keeper>();

/** A painting whose newest hints the studio could not keep. */
export interface Unsaved {
  readonly id: number;
  readonly name: string;
  readonly failure: Failure;
  readonly spared: boolean;
}

/** All paintings that are not saved, and why. Reactive. */
export const unsavedPaintings = (): Unsaved[] =>
  [...keepers].flatMap(([id, { painting, saver, spared }]) => {
    if (saver.failure === null || !saver.behind) return [];
    return [{ id, name: painting.name, failure: saver.failure, spared }];
  });

/** The hints of a painting that is not saved; null where it is. */
export function unsavedHints(id: number): HintsDocument | null {
  const keeper = keepers.get(id);
  const unsaved = keeper?.saver.unsaved;
  return keeper === undefined || !unsaved ? null : documentOf(unsaved.history.present, keeper.painting);
}

/** Tries once more to save all that is not. Gives why it cannot be done; null where all is saved. */
export async function saveUnsaved(): Promise<Failure | null> {
  for (const { saver } of keepers.values()) if (saver.behind && !(await saver.again()) && saver.failure !== null) return saver.failure;
  return null;
}

/** Who keeps a painting, and the state from which it goes on. */
export function keeping(painting: Painting): Pick<Kept, 'history'> & { hand: Painting['hand']; saver: Saver<Kept> } {
  const { id, hints, steps, hand } = painting;
  for (const [other, { saver }] of keepers) if (!saver.behind) keepers.delete(other);
  const left = keepers.get(id)?.saver;
  const unsaved = left?.unsaved;
  if (left !== undefined && unsaved) return { ...unsaved, saver: left };
  const key = spareKey(painting);
  const { history, before } = unfolded(hints, steps);
  let saved = history;
  let failed: Kept | null = null;
  const lay = (spared: boolean): void => void keepers.set(id, { painting, saver, spared });
  const saver = new Saver<Kept>(async (kept) => {
    const now = kept.history;
    const document = documentOf(now.present, painting);
    try {
      await studio.paintings.save({ id, hints: document, steps: stepsSince(saved, now, before), hand: kept.hand });
    } catch (error) {
      // What is tried again by itself is laid aside once.
      if (failed !== kept) {
        // Where the home is full, so may be the window's own storage; where the studio is gone, it lays nothing aside.
        const aside = await Promise.all([keepSpare({ key, hints: document }), studio.paintings.layAside({ id, hints: document }).catch(() => false)]);
        lay(aside.includes(true));
      }
      failed = kept;
      throw error;
    }
    saved = now;
    if (keepers.get(id)?.spared !== true) return;
    await dropSpare(key);
    lay(false);
  });
  lay(false);
  return { history, hand, saver };
}

/**
 * Takes up what an earlier window could not save of a painting, as a step that can be taken back; gives whether there was something. It is
 * laid aside until it is saved.
 */
export async function takeUp(painting: Painting, painter: Painter): Promise<boolean> {
  const { saver } = painter;
  // What this window itself could not save is what it goes on with.
  const spare = saver.behind ? null : ((await findSpare(spareKey(painting)))?.hints ?? painting.aside);
  if (spare === null) return false;
  keepers.set(painting.id, { painting, saver, spared: true });
  const { points, strokes } = spare;
  const textOf = (hints: Painter['hints']): string => JSON.stringify(documentOf(hints, painting));
  const isNew = textOf({ points, strokes }) !== textOf(painter.hints);
  // What is the same is saved once more: that forgets the spare.
  if (isNew) painter.replace({ points, strokes });
  else painter.keep();
  return isNew;
}
