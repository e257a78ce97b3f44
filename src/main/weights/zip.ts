import { crc32 } from 'node:zlib';

/** One part of an archive. */
export interface ZipPart {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Contents begin at multiples of this, as in PyTorch's own files, so that they can be mapped into memory. */
const ALIGNMENT = 64;

const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const END_BYTES = 22;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980, the earliest that a zip can say: equal contents make equal files. */
const DATE = 0x0021;
/** The extra field that PyTorch pads with. */
const PADDING_FIELD = 0x4246;
const FIELD_HEADER_BYTES = 4;

/** What an archive can say in 32 bits; beyond it another form would be needed. */
export const LARGEST_ZIP = 0xffffffff;

/** Writes numbers one after the other, little endian. */
class Writer {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
  }

  shorts(...values: number[]): this {
    for (const value of values) this.#view.setUint16((this.#position += 2) - 2, value, true);
    return this;
  }

  longs(...values: number[]): this {
    for (const value of values) this.#view.setUint32((this.#position += 4) - 4, value, true);
    return this;
  }

  put(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.#position);
    this.#position += bytes.length;
    return this;
  }
}

/** The local header of a part at `offset`, padded so that the content behind it is aligned. */
function localHeader(name: Uint8Array, content: Uint8Array, sum: number, offset: number): Uint8Array {
  const unpadded = offset + LOCAL_HEADER_BYTES + name.length + FIELD_HEADER_BYTES;
  const padding = (ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT;
  const writer = new Writer(LOCAL_HEADER_BYTES + name.length + FIELD_HEADER_BYTES + padding);
  return writer
    .longs(0x04034b50)
    .shorts(VERSION, FLAGS, 0, 0, DATE)
    .longs(sum, content.length, content.length)
    .shorts(name.length, FIELD_HEADER_BYTES + padding)
    .put(name)
    .shorts(PADDING_FIELD, padding).bytes;
}

function centralHeader(name: Uint8Array, content: Uint8Array, sum: number, offset: number): Uint8Array {
  return new Writer(CENTRAL_HEADER_BYTES + name.length)
    .longs(0x02014b50)
    .shorts(VERSION, VERSION, FLAGS, 0, 0, DATE)
    .longs(sum, content.length, content.length)
    .shorts(name.length, 0, 0, 0, 0)
    .longs(0, offset)
    .put(name).bytes;
}

/**
 * A zip archive of stored parts, in pieces that lie one after the other. Throws a RangeError above
 * `LARGEST_ZIP` bytes.
 */
export function zipStored(parts: readonly ZipPart[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const [encoded, sum] = [new TextEncoder().encode(name), crc32(content)];
    central.push(centralHeader(encoded, content, sum, offset));
    const header = localHeader(encoded, content, sum, offset);
    pieces.push(header, content);
    offset += header.length + content.length;
    if (offset > LARGEST_ZIP) throw new RangeError('the archive is longer than a zip can be');
  }
  const centralBytes = central.reduce((sum, { length }) => sum + length, 0);
  const end = new Writer(END_BYTES).longs(0x06054b50).shorts(0, 0, parts.length, parts.length).longs(centralBytes, offset).shorts(0).bytes;
  return [...pieces, ...central, end];
}
