/** PackBits, the run-length code of Macintosh, TIFF and PSD: a count and bytes as they are, or a count and a byte repeated. */

const MOST = 128;

/** Packs one row. */
export function packBits(row: Uint8Array): Uint8Array {
  const packed = new Uint8Array(row.length + Math.ceil(row.length / MOST) + 1);
  let to = 0;
  const runAt = (at: number): number => {
    let length = 1;
    while (length < MOST && at + length < row.length && row[at + length] === row[at]) length++;
    return length;
  };
  for (let at = 0; at < row.length;) {
    const run = runAt(at);
    if (run >= 3) {
      packed[to++] = 257 - run;
      packed[to++] = row[at];
      at += run;
      continue;
    }
    const start = at;
    while (at < row.length && at - start < MOST && runAt(at) < 3) at++;
    packed[to++] = at - start - 1;
    packed.set(row.subarray(start, at), to);
    to += at - start;
  }
  return packed.slice(0, to);
}

/** Unpacks a row of `length` bytes. Throws a RangeError where the code does not give exactly that. */
export function unpackBits(packed: Uint8Array, length: number): Uint8Array {
  const row = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < packed.length;) {
    const count = packed[at++];
    if (count === 128) continue;
    const many = count < 128 ? count + 1 : 257 - count;
    if (to + many > length) break;
    if (count < 128) {
      row.set(packed.subarray(at, at + many), to);
      at += many;
    } else row.fill(packed[at++], to, to + many);
    to += many;
  }
  if (to !== length) throw new RangeError(`A row of ${length} bytes is packed wrongly.`);
  return row;
}
