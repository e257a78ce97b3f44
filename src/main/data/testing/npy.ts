/** An array as the bytes of a .npy (version 1) of float32, or under another name of its type. */
export function npyOf(shape: readonly number[], values: readonly number[], descr = '<f4', columnsFirst = false): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': ${columnsFirst ? 'True' : 'False'}, 'shape': (${tuple}), }`;
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const data = descr === '<f2' ? Float16Array.from(values) : descr === '<f8' ? Float64Array.from(values) : Float32Array.from(values);
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(data.buffer), 10 + header.length);
  return bytes;
}
