import * as z from 'zod';
import type { DrawingRecipe } from '../../shared/drawing.ts';
import { drawingRecipeSchema, largestSeed } from '../../shared/drawing.ts';
import type { Provenance } from './provenance.ts';
import { readProvenance } from './provenance.ts';

/** The networks that drew a picture. */
export interface DrawnBy {
  readonly architecture: string;
  /** The checkpoint's hash, and its step. */
  readonly checkpoint: string;
  readonly step: number;
  readonly stage: 'small' | 'large';
}

/** What a picture drawn from words carries in its metadata: all that it takes to draw it again. */
export function drawingStamp({ architecture, checkpoint, step, stage }: DrawnBy, { sentence, noise, strength, toward }: DrawingRecipe): Provenance {
  const { seed, place, near } = noise;
  return {
    madeBy: 'Recast Studio',
    architecture,
    checkpoint,
    direction: 'draw',
    step,
    stage,
    sentence,
    seed,
    index: place,
    // What most pictures do not have is left out.
    ...(strength !== 1 && { strength }),
    ...(near.length > 0 && { near: JSON.stringify(near) }),
    ...(toward !== null && { toward: JSON.stringify(toward) }),
  };
}

/** What a picture made of several carries, up to this many characters: a jpeg has room for 64 kB beside its pixels. */
const MOST_TEXT = 40_000;

/** What a grid or a moving picture carries: of each picture all that it takes to draw it again; sentences alone where that is too long. */
export function drawingsStamp(drawn: readonly { readonly by: DrawnBy; readonly recipe: DrawingRecipe }[]): Provenance {
  const [{ by }] = drawn;
  const all = JSON.stringify(drawn.map(({ by: { checkpoint }, recipe }) => ({ checkpoint, ...recipe })));
  const sentences = JSON.stringify([...new Set(drawn.flatMap(({ recipe: { sentence, toward } }) => [sentence, toward?.sentence ?? []].flat()))]);
  const { architecture, checkpoint, step } = by;
  const content: Provenance = all.length <= MOST_TEXT ? { drawings: all } : { sentences: sentences.slice(0, MOST_TEXT) };
  return { madeBy: 'Recast Studio', architecture, checkpoint, direction: 'draw', step, ...content };
}

const stampSchema = z.object({
  checkpoint: z.string(),
  stage: z.enum(['small', 'large']),
  sentence: z.string().min(1),
  seed: z.number().int().min(0).max(largestSeed),
  index: z.number().int().nonnegative(),
  strength: z.number().default(1),
  near: z.string().default('[]'),
  toward: z.string().default('null'),
});

/** What a picture says of how it was drawn. */
export interface DrawingState {
  /** Its checkpoint's hash. */
  readonly checkpoint: string;
  readonly stage: 'small' | 'large';
  readonly recipe: DrawingRecipe;
}

/** How a picture was drawn, by the stamp in its metadata; null where it says nothing of that. */
export async function readDrawingState(path: string): Promise<DrawingState | null> {
  const stamp = stampSchema.safeParse(await readProvenance(path));
  if (!stamp.success) return null;
  const { checkpoint, stage, sentence, seed, index, strength, near, toward } = stamp.data;
  try {
    const recipe = { sentence, noise: { seed, place: index, near: JSON.parse(near) as unknown }, strength, toward: JSON.parse(toward) as unknown };
    return { checkpoint, stage, recipe: drawingRecipeSchema.parse(recipe) };
  } catch {
    // Another program, or a later one of ours, wrote it.
    return null;
  }
}
