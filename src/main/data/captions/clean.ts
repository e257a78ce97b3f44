/** The most of a caption that is kept, in characters: far more than any encoder reads. */
export const LONGEST_CAPTION = 2000;

/** A caption in one form: composed characters, single spaces, no control or direction marks around it, not endless. */
export function cleanCaption(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return plain.length <= LONGEST_CAPTION
    ? plain
    : plain
        .slice(0, LONGEST_CAPTION)
        .replace(/[\ud800-\udbff]$/u, '')
        .trim();
}

/** How many words a caption has. */
export const wordCount = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length;
