/** Numbers of any length compare by their value: how many digits they have, then the digits. */
const number = (digits: string): string => {
  const plain = digits.replace(/^0+(?=\d)/, '');
  return String.fromCharCode(0x30 + Math.min(plain.length, 0x40)) + plain;
};

/**
 * A text for a path (with `/`) that compares byte by byte as people expect of names: `2.png` before `10.png`, without
 * regard to case and accents, a folder's pictures together. Paths that differ in those alone have the same key.
 */
export function orderKey(path: string): string {
  return path.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\d+/g, number).replaceAll('/', '\u0001');
}
