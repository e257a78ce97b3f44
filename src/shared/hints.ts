import * as z from 'zod';
import { RecastError } from './errors/index.ts';

/**
 * Colour hints for a picture as a document: what windows keep, `.hints.json` files hold and engines are told. Places and
 * radii are shares of the picture, so that it fits every size of it; docs/hints.md describes it for other programs.
 */

/** From 0 at the left (top) edge to 1 at the right (bottom) edge. */
const shareSchema = z.number().min(0).max(1);

/** A place of a stroke, and the share of the radius that the brush has there, as of a pen pressed lightly; all of it where that is left out. */
const placeSchema = z.tuple([shareSchema, shareSchema, z.number().positive().max(1).optional()]);

/** Lab's a and b. */
const colourSchema = z.tuple([z.number().min(-128).max(128), z.number().min(-128).max(128)]);

/** A share of the shorter edge. The paper's hints of 1 to 9 pixels at 256 are radii of 0.002 to 0.0176. */
const radiusSchema = z.number().positive().max(0.5);

/** A square of one colour, its sides twice the radius. */
export const hintPointSchema = z.strictObject({ x: shareSchema, y: shareSchema, radius: radiusSchema, colour: colourSchema });

/** A round brush drawn along places; between two of them its breadth changes evenly. */
export const hintStrokeSchema = z.strictObject({ points: z.array(placeSchema).min(1).max(10_000), radius: radiusSchema, colour: colourSchema });

/** The document. Strokes lie below points; of each, later ones lie above earlier ones. */
export const hintsSchema = z.strictObject({
  format: z.literal('recast-hints'),
  version: z.literal(1),
  /** The picture that they were painted on. */
  picture: z.strictObject({ width: z.number().int().positive(), height: z.number().int().positive(), sha256: z.string().max(64).optional() }).optional(),
  points: z.array(hintPointSchema).max(20_000),
  strokes: z.array(hintStrokeSchema).max(20_000),
});
export type HintsDocument = z.infer<typeof hintsSchema>;

/** No hints. */
export const noHints: HintsDocument = { format: 'recast-hints', version: 1, points: [], strokes: [] };

/** How far a picture's shape may be from another's, as a ratio, before hints of one sit visibly elsewhere on the other. */
const SAME_SHAPE = 1.02;

/** How many hints there are to a person: every point and every stroke is one. */
export const countHints = ({ points, strokes }: { readonly points: readonly unknown[]; readonly strokes: readonly unknown[] }): number =>
  points.length + strokes.length;

/** Whether hints were painted on a picture of about this shape; true where they do not say. */
export function fitsShape({ picture }: HintsDocument, width: number, height: number): boolean {
  if (picture === undefined) return true;
  const ratio = (picture.width * height) / (picture.height * width);
  return Math.max(ratio, 1 / ratio) <= SAME_SHAPE;
}

/** What is wrong, in a clause that names the field as a person finds it in the file. */
function clauseOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const place = path.replace(/^\./, '');
  if (issue.code === 'unrecognized_keys') return `the field ${issue.keys.map((key) => `"${key}"`).join(', ')}${place === '' ? '' : ` of ${place}`} is unknown`;
  if (place === '') return 'it holds something else than hints';
  const field = `the field ${place}`;
  if (issue.code === 'too_big' && issue.origin === 'array') return `${field} holds more than ${issue.maximum}`;
  if (issue.code === 'too_big') return `${field} is more than ${issue.maximum}`;
  if (issue.code === 'too_small') return `${field} is too small`;
  if (issue.code === 'invalid_value') return `${field} is not ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
  return `${field} is missing, or of another kind`;
}

/**
 * Reads hints as they come from a file or another program.
 *
 * @param source the file's name, for the sentence
 * @throws HINTS_UNREADABLE naming the first wrong field
 */
export function parseHints(text: string, source: string): HintsDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw RecastError.of('HINTS_UNREADABLE', { path: source, reason: 'it is no JSON, or is cut off' }, error);
  }
  const parsed = hintsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw RecastError.of('HINTS_UNREADABLE', { path: source, reason: clauseOf(parsed.error.issues[0]) }, parsed.error);
}
