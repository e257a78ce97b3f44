import type { Coloured, Painting } from '../../shared/contract/paintings.ts';
import type { Failure } from '../../shared/contract/procedure.ts';
import { studio } from '../connection/connection.svelte.ts';
import { documentOf } from './hints.ts';
import { Painter } from './painter.svelte.ts';
import { answerOf } from './surface/surface.ts';

async function fetched(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** The painter of a painting, with its picture there. `restarted` is told when the engine had ended, and why. */
export async function painterOf(painting: Painting, restarted: (why: Failure) => void, signal: AbortSignal): Promise<Painter> {
  const { id, view, width, height, hints } = painting;
  const shape = { width, height };
  const image = await createImageBitmap(await (await fetched(view.url, signal)).blob(), { colorSpaceConversion: 'none' });
  let revision = 0;
  return new Painter({
    image,
    shape,
    hints,
    save: (kept) => studio.paintings.save({ id, hints: documentOf(kept, shape) }),
    async ask(wanted, quality, asking) {
      const coloured: Coloured = await studio.paintings.colour({ id, hints: documentOf(wanted, shape), quality, revision: ++revision }, { signal: asking });
      if (coloured.state === 'superseded') return null;
      if (coloured.restarted !== null) restarted(coloured.restarted);
      const { plane, final } = coloured;
      const numbers = await (await fetched(plane.url, asking)).arrayBuffer();
      return { answer: answerOf(numbers, plane.width, plane.height), final };
    },
  });
}
