import type { KindDirection } from '../../shared/projectKinds.ts';
import type { Side } from '../../shared/contract/procedure.ts';
import type { Words } from './words.svelte.ts';

/** What a direction is called: by the two looks of a translator, else by what it does. */
export function directionLabel({ name, from, to }: KindDirection, sides: Readonly<Record<Side, string>>, words: Words): string {
  return name === 'colorize' || to === null ? words.common.colorize : words.common.direction(sides[from], sides[to]);
}
