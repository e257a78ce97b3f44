import type { RecastError } from '../../../shared/errors/index.ts';
import { embeddingReasons } from '../../../shared/errors/embeddings.ts';
import type { Block } from './table.ts';

/** numpy's names of real numbers, little endian, as the types of ours. */
const types: Readonly<Record<string, Block['type']>> = { '<f2': 'float16', '<f4': 'float32', '<f8': 'float64' };

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Where the header of a .npy begins, by its version's first number: its length stands before it in two bytes or four. */
const BEGIN: Readonly<Record<number, number>> = { 1: 10, 2: 12, 3: 12 };

/** So many bytes hold the header of any array of numbers. */
export const NPY_HEAD = 64 * 1024;

const field = (header: string, name: string, pattern: string): string | undefined => new RegExp(`['"]${name}['"]\\s*:\\s*${pattern}`).exec(header)?.[1];

/** What a .npy holds (numpy's own format, versions 1 to 3), from its beginning. `refuse` makes the error for a reason. */
export function readNpyTable(head: Uint8Array, refuse: (reason: string) => RecastError): Block {
  const begin = BEGIN[head[MAGIC.length]];
  if (head.length < 12 || begin === undefined || MAGIC.some((byte, place) => head[place] !== byte)) throw refuse(embeddingReasons.header);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = begin === 10 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (begin + length > head.length) throw refuse(embeddingReasons.header);
  const header = new TextDecoder('latin1').decode(head.subarray(begin, begin + length));
  const described = field(header, 'descr', `['"]([^'"]+)['"]`);
  const shape = field(header, 'shape', `\\(([\\d,\\s]*)\\)`);
  if (described === undefined || shape === undefined) throw refuse(embeddingReasons.header);
  const type = types[described];
  if (type === undefined) throw refuse(embeddingReasons.type(described));
  if (field(header, 'fortran_order', '(True|False)') !== 'False') throw refuse(embeddingReasons.columnsFirst);
  const extents = shape
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(Number);
  return { name: null, type, shape: extents, position: begin + length };
}
