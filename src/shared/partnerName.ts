/** What a colour picture and its sketch share: their path below the folder, with `/`, without the ending. */
export function partnerName(path: string): string {
  return path.replace(/\.[^./]*$/, '').normalize('NFC');
}
