import { randomInt } from 'node:crypto';

/** No letters that look like digits or like each other. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** A short readable id that is not taken yet: `r7k2m`. It grows longer where short ones run out. */
export function newRunId(taken: (id: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const length = 4 + Math.floor(attempt / 8);
    const id = `r${Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
    if (!taken(id)) return id;
  }
}
