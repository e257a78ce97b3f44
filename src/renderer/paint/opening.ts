import type { Coloured, Painting } from '../../shared/contract/paintings.ts';
import type { Failure } from '../../shared/contract/procedure.ts';
import { RecastError } from '../../shared/errors/index.ts';
import { studio } from '../connection/connection.svelte.ts';
import { documentOf } from './hints.ts';
import { keeping } from './keeping.svelte.ts';
import { Painter } from './painter.svelte.ts';
import { answerOf } from './surface/surface.ts';

async function fetched(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** The picture that a canvas shows. Throws PAINTING_DAMAGED where the studio has it no more, or not whole. */
async function imageOf({ name, view: { url } }: Painting, signal: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(url, { signal });
  const damaged = (reason: string): RecastError => RecastError.of('PAINTING_DAMAGED', { painting: name, reason });
  if (response.status === 404) throw damaged('it is not there any more');
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const blob = await response.blob();
  return createImageBitmap(blob, { colorSpaceConversion: 'none' }).catch(() => Promise.reject(damaged('it is cut off or damaged')));
}

/** The painter of a painting, with its picture there. `restarted` is told when the engine had ended, and why. Throws PAINTING_DAMAGED. */
export async function painterOf(painting: Painting, restarted: (why: Failure) => void, signal: AbortSignal): Promise<Painter> {
  const { id, width, height } = painting;
  const shape = { width, height };
  const image = await imageOf(painting, signal);
  let revision = 0;
  return new Painter({
    image,
    shape,
    ...keeping(painting),
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
