import type { HostTensors } from '../engine/program.ts';
import { rowMajor } from './stored.ts';
import type { ZipPart } from './zip.ts';
import { zipStored } from './zip.ts';

/** The bytes of a pickle of protocol 2, written from front to back. */
class PickleWriter {
  readonly #pieces: Uint8Array[] = [Uint8Array.of(0x80, 2)];

  /** Operations that stand alone. */
  codes(...codes: number[]): this {
    this.#pieces.push(Uint8Array.from(codes));
    return this;
  }

  name(module: string, name: string): this {
    this.#pieces.push(new TextEncoder().encode(`c${module}\n${name}\n`));
    return this;
  }

  text(text: string): this {
    const encoded = new TextEncoder().encode(text);
    return this.codes(0x58).#long(encoded.length).#put(encoded);
  }

  integer(value: number): this {
    return this.codes(0x4a).#long(value);
  }

  /** A tuple of what `items` writes. */
  tuple(items: () => void): this {
    this.codes(0x28);
    items();
    return this.codes(0x74);
  }

  finish(): Uint8Array {
    this.codes(0x2e);
    const bytes = new Uint8Array(this.#pieces.reduce((sum, { length }) => sum + length, 0));
    let position = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, position);
      position += piece.length;
    }
    return bytes;
  }

  #put(bytes: Uint8Array): this {
    this.#pieces.push(bytes);
    return this;
  }

  #long(value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setInt32(0, value, true);
    return this.#put(bytes);
  }
}

const REDUCE = 0x52;
const EMPTY_TUPLE = 0x29;
const MARK = 0x28;
const SET_ITEMS = 0x75;
const BINPERSID = 0x51;
const FALSE = 0x89;

/** `torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())`, as PyTorch writes it. */
function writeTensor(pickle: PickleWriter, key: string, shape: readonly number[], length: number): void {
  const numbers = (values: readonly number[]): void => void pickle.tuple(() => values.forEach((value) => pickle.integer(value)));
  pickle.name('torch._utils', '_rebuild_tensor_v2').tuple(() => {
    pickle.tuple(() => pickle.text('storage').name('torch', 'FloatStorage').text(key).text('cpu').integer(length)).codes(BINPERSID);
    pickle.integer(0);
    numbers(shape);
    numbers(rowMajor(shape));
    pickle.codes(FALSE).name('collections', 'OrderedDict').codes(EMPTY_TUPLE, REDUCE);
  });
  pickle.codes(REDUCE);
}

/**
 * A state dict as PyTorch 1.6 and later save it, in pieces that lie one after the other; made of nothing
 * but what `torch.load(weights_only=True)` reads. Equal tensors make equal files. Throws a RangeError
 * above 4 GiB.
 */
export function encodeTorch(tensors: HostTensors): Uint8Array[] {
  const entries = Object.entries(tensors);
  const pickle = new PickleWriter().name('collections', 'OrderedDict').codes(EMPTY_TUPLE, REDUCE, MARK);
  for (const [index, [name, { shape, values }]] of entries.entries()) {
    pickle.text(name);
    writeTensor(pickle, String(index), shape, values.length);
  }
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const data = entries.map(([, { values }], index): ZipPart => {
    return { name: `archive/data/${index}`, content: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
  });
  return zipStored([
    { name: 'archive/data.pkl', content: pickle.codes(SET_ITEMS).finish() },
    { name: 'archive/byteorder', content: text('little') },
    ...data,
    { name: 'archive/version', content: text('3\n') },
  ]);
}
