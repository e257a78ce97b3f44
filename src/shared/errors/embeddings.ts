import { formatCount } from '../units.ts';
import { row } from './row.ts';

/** Errors about embeddings that were computed elsewhere. */
export const embeddingErrors = {
  EMBEDDINGS_UNREADABLE: row<{ path: string; reason: string }>({
    exit: 2,
    message: ({ path, reason }) => `The embeddings in ${path} cannot be used: ${reason}.`,
    remedy: () => 'Give a .npy or .safetensors of real numbers, a row of equal length for each caption; docs/captions.md has the layout.',
  }),
  EMBEDDINGS_TOO_FEW: row<{ path: string; found: number; pictures: number }>({
    exit: 2,
    message: ({ path, found, pictures }) =>
      `Of ${formatCount(pictures)} pictures, ${found === 0 ? 'none has' : `only ${formatCount(found)} ha${found === 1 ? 's' : 've'}`} a row in ${path}, and two are needed.`,
    remedy: () => 'Name pictures as they lie below their folder, or by their bare names.',
  }),
  EMBEDDINGS_ALIKE: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `All rows in ${path} are the same: there is nothing to tell apart.`,
    remedy: () => 'Compute them anew, of captions that say different things.',
  }),
  EMBEDDINGS_WIDTH: row<{ path: string; width: number; expected: number }>({
    exit: 2,
    message: ({ path, width, expected }) => `The rows in ${path} have ${formatCount(width)} numbers each, and ${formatCount(expected)} are expected.`,
    remedy: () => 'Use rows of the encoder that it was trained with, and leave --text out: the length comes from the file.',
  }),
  EMBEDDINGS_CHANGED: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `${path} holds other embeddings than when the run began.`,
    remedy: () => 'Put the file of then in its place, or begin another run with these.',
  }),
  EMBEDDINGS_NEEDED: row<Record<never, never>>({
    exit: 2,
    message: () => 'It was to learn from embeddings that are given, and none were.',
    remedy: () => 'Name a .npy or .safetensors file with --embeddings.',
  }),
  PAINTER_WITHOUT_ENCODER: row<{ checkpoint: string }>({
    exit: 2,
    message: ({ checkpoint }) => `The checkpoint ${checkpoint} was trained on embeddings that were given, and cannot read sentences.`,
    remedy: () => 'Encode the sentences with the same encoder and give the rows: `recast generate --embeddings FILE`.',
  }),
  PAINTER_WITH_ENCODER: row<{ checkpoint: string }>({
    exit: 2,
    message: ({ checkpoint }) => `The checkpoint ${checkpoint} reads sentences itself, and knows no embeddings of another encoder.`,
    remedy: () => 'Leave --embeddings out, and say with --text or --text-file what to draw.',
  }),
};

/** Why a file of embeddings cannot be used, or a row or a picture is left out: clauses that stand after its name and a colon. */
export const embeddingReasons = {
  ending: 'its name ends neither in .npy nor in .safetensors',
  empty: 'it is empty',
  cut: (bytes: number, expected: number) => `it has ${formatCount(bytes)} bytes, and ${formatCount(expected)} are expected: it is cut off or damaged`,
  header: 'its header cannot be read: it is damaged, or another kind of file',
  safetensors: (reason: string) => reason.replace(/\.$/, ''),
  type: (type: string) => `its numbers are of the type ${type}, and float16, float32 or float64 are needed`,
  columnsFirst: 'its numbers lie column by column; save it with numpy.ascontiguousarray',
  shape: (shape: readonly number[]) => `its shape is [${shape.join(', ')}], and [rows, length] or [pictures, rows, length] are needed`,
  length: (length: number, least: number, most: number) =>
    `its rows have ${formatCount(length)} numbers, and ${formatCount(least)} to ${formatCount(most)} are possible`,
  lengths: (one: string, width: number, other: string, another: number) => `"${one}" has rows of ${width} numbers, and "${other}" of ${another}`,
  noNumber: (row: number) => `row ${formatCount(row)} has something in it that is no number`,
  zero: (row: number) => `row ${formatCount(row)} is all zeros, which says nothing`,
  nameless: (names: string) => `nothing says which picture a row belongs to; name the pictures in ${names}, a line each, or give the captions that they are of`,
  counts: (rows: number, names: string, count: number) => `it has ${formatCount(rows)} rows, and ${names} ${formatCount(count)} lines`,
  captions: (rows: number, names: string, count: number) => `it has ${formatCount(rows)} rows, and ${names} ${formatCount(count)} captions`,
  severalRows: (names: string) => `it has several rows a picture, which ${names} does not tell apart; name the pictures in a .txt beside it`,
  brokenLine: (names: string, line: number, reason: string) =>
    `line ${formatCount(line)} of ${names} gives no caption (${reason}), so that rows and captions could be shifted`,
  sentences: (rows: number, count: number) => `it has ${formatCount(rows)} rows, and there are ${formatCount(count)} sentences for them`,
  none: 'it has no embedding',
};
