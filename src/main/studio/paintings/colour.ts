import type { Coloured } from '../../../shared/contract/paintings.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import type { PaintAnswer } from '../../jobs/messages.ts';
import type { StudioParts } from '../parts.ts';
import type { Answered, DeskAsk } from './desk.ts';
import { findColourist } from './colourists.ts';
import { paintingFiles } from './files.ts';
import { paintingOf } from './paintings.ts';

/** What the engine has to know of a painting. Throws PAINTING_UNKNOWN, PAINTING_WITHOUT_COLOURIST. */
function subjectOf(parts: StudioParts, id: number): { painting: number; checkpointFolder: string; picture: string } {
  const row = paintingOf(parts, id);
  const colourist = findColourist(parts.catalog, row.checkpoint_id);
  if (colourist === undefined) throw RecastError.of('PAINTING_WITHOUT_COLOURIST', { painting: row.name });
  return { painting: id, checkpointFolder: colourist.folder, picture: paintingFiles(parts.layout, id).picture };
}

/** The answer of the kind that was asked for. */
function expected<Kind extends PaintAnswer['do']>(answer: PaintAnswer, kind: Kind): Extract<PaintAnswer, { do: Kind }> {
  if (answer.do !== kind) throw new Error(`The engine answered "${answer.do}" where "${kind}" was asked.`);
  // One cast: TypeScript cannot follow that a compared field chooses the member of a union by a type parameter.
  return answer as Extract<PaintAnswer, { do: Kind }>;
}

/** Asks the engine about a painting, unless `signal` says that nobody waits any more. Throws PAINTING_..., and what the engine says or how it ended. */
async function ask(parts: StudioParts, id: number, question: (subject: ReturnType<typeof subjectOf>) => DeskAsk, signal?: AbortSignal): Promise<Answered> {
  const subject = subjectOf(parts, id);
  try {
    return await parts.desk.ask(question(subject), signal);
  } catch (error) {
    throw asDamage(parts, id, error);
  }
}

/** A picture of the home that cannot be read any more, as its painter is told; any other error as it is. */
export function asDamage(parts: StudioParts, id: number, error: unknown): unknown {
  if (!(error instanceof RecastError) || error.code !== 'PICTURE_UNREADABLE') return error;
  const { reason } = error.details;
  return RecastError.of('PAINTING_DAMAGED', { painting: paintingOf(parts, id).name, reason: String(reason) }, error);
}

interface Asked {
  readonly id: number;
  readonly hints: HintsDocument;
}

/** Colours a painting with hints, unless it is called off. Throws PAINTING_..., and what the engine says or how it ended. */
export async function colour(
  parts: StudioParts,
  { id, hints, quality, revision }: Asked & { quality: 'preview' | 'full'; revision: number },
  signal?: AbortSignal,
): Promise<Coloured> {
  const begun = performance.now();
  const { answer, restarted } = await ask(parts, id, (subject) => ({ ...subject, do: 'colour', hints, quality, revision }), signal);
  if (answer.do === 'nothing') return { state: 'superseded', revision };
  const { width, height, plane, final } = expected(answer, 'colour');
  const url = `/pictures/plane/${parts.desk.keep(plane)}`;
  return { state: 'done', revision, quality, final, plane: { url, width, height }, milliseconds: performance.now() - begun, restarted };
}

/** The likeliest colours of a place; null where a newer call came, or it was called off. Throws as `colour`. */
export async function suggest(
  parts: StudioParts,
  { id, hints, x, y }: Asked & { x: number; y: number },
  signal?: AbortSignal,
): Promise<{ lightness: number; colours: { colour: [number, number]; share: number }[] } | null> {
  const { answer } = await ask(parts, id, (subject) => ({ ...subject, do: 'suggest', hints, x, y, revision: parts.desk.asks }), signal);
  if (answer.do === 'nothing') return null;
  const { lightness, colours } = expected(answer, 'suggest');
  return { lightness, colours };
}

/** How unsure the colourist is; null where a newer call came, or it was called off. Throws as `colour`. */
export async function uncertainty(
  parts: StudioParts,
  { id, hints }: Asked,
  signal?: AbortSignal,
): Promise<{ url: string; width: number; height: number; next: { x: number; y: number } } | null> {
  const { answer } = await ask(parts, id, (subject) => ({ ...subject, do: 'doubt', hints, revision: parts.desk.asks }), signal);
  if (answer.do === 'nothing') return null;
  const { width, height, doubt, next } = expected(answer, 'doubt');
  return { url: `/pictures/plane/${parts.desk.keep(doubt)}`, width, height, next };
}
