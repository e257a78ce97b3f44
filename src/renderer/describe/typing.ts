/** A piece of a sentence as it stands, and whether it is a word that was never seen. */
export interface Piece {
  readonly text: string;
  readonly unseen: boolean;
}

/** Words as the studio reads them: letters with their marks and digits together, signs by themselves. */
const word = /[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}\ufe0f?|[^\s\p{L}\p{M}\p{N}\p{P}\p{Cf}\ufe0f]/gu;

/** A word in the form in which the studio names it. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** A sentence in pieces that give it again when they are put together. */
export function piecesOf(sentence: string, unseen: readonly string[]): Piece[] {
  const marked = new Set(unseen);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: text, index } of sentence.matchAll(word)) {
    if (!marked.has(plain(text))) continue;
    if (index > at) pieces.push({ text: sentence.slice(at, index), unseen: false });
    pieces.push({ text, unseen: true });
    at = index + text.length;
  }
  if (at < sentence.length) pieces.push({ text: sentence.slice(at), unseen: false });
  return pieces;
}

/** The word that ends at the caret and is being typed, and where it begins; empty where the caret stands elsewhere. */
export function wordBefore(sentence: string, caret: number): { readonly begin: number; readonly typed: string } {
  const typed = /[\p{L}\p{M}\p{N}]+$/u.exec(sentence.slice(0, caret))?.[0] ?? '';
  const inside = /^[\p{L}\p{M}\p{N}]/u.test(sentence.slice(caret));
  return inside ? { begin: caret, typed: '' } : { begin: caret - typed.length, typed };
}

/** The sentence with the word that is being typed made whole, and the caret behind it. */
export function completed(sentence: string, caret: number, whole: string): { readonly sentence: string; readonly caret: number } {
  const { begin } = wordBefore(sentence, caret);
  const rest = sentence.slice(caret);
  // Whoever goes on typing begins a new word.
  const gap = /^\s/u.test(rest) ? '' : ' ';
  return { sentence: `${sentence.slice(0, begin)}${whole}${gap}${rest}`, caret: begin + whole.length + 1 };
}
