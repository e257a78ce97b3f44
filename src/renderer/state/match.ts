/** How well words that were typed fit a text: 0 not at all, more is better. Letters must come in order; beginnings of words count more. */
export function fit(typed: string, text: string): number {
  const wanted = typed.trim().toLowerCase().normalize('NFC');
  const given = text.toLowerCase().normalize('NFC');
  if (wanted === '') return 1;
  const at = given.indexOf(wanted);
  if (at === 0) return 4;
  if (at > 0) return /\s/.test(given[at - 1] ?? '') ? 3 : 2;
  let position = 0;
  for (const letter of wanted.replaceAll(' ', '')) {
    position = given.indexOf(letter, position) + 1;
    if (position === 0) return 0;
  }
  return wanted.length > 1 ? 1 : 0;
}
