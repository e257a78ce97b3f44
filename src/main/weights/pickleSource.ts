/** A pickle that cannot be read, with the reason as a sentence. */
export class PickleFault extends Error {}

/** Numbers longer than this are none that PyTorch writes. */
const LONGEST_INTEGER = 16;

/** The bytes of a pickle, read from front to back. */
export class PickleSource {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
  }

  /** Moves on by `length` bytes and gives where they begin. */
  #advance(length: number): number {
    const start = this.position;
    if (length > this.#bytes.length - start) throw new PickleFault('it is cut off inside its description of the tensors.');
    this.position += length;
    return start;
  }

  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  byte = (): number => this.#view.getUint8(this.#advance(1));
  uint16 = (): number => this.#view.getUint16(this.#advance(2), true);
  int32 = (): number => this.#view.getInt32(this.#advance(4), true);
  uint32 = (): number => this.#view.getUint32(this.#advance(4), true);
  real = (): number => this.#view.getFloat64(this.#advance(8));

  /** A length of 8 bytes; longer ones than numbers can say are longer than any file. */
  long = (): number => Number(this.#view.getBigUint64(this.#advance(8), true));

  text = (length: number): string => new TextDecoder().decode(this.take(length));

  /** Text up to the end of the line. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.position);
    if (end < 0) throw new PickleFault('it is cut off inside its description of the tensors.');
    const text = this.text(end - this.position);
    this.position = end + 1;
    return text;
  }

  /** A whole number of `length` bytes in two's complement, as a number where it is exact, else as a bigint. */
  integer(length: number): number | bigint {
    if (length > LONGEST_INTEGER) throw new PickleFault(`it has a whole number of ${length} bytes.`);
    const value = this.take(length).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const signed = BigInt.asIntN(8 * length, value);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  }
}
