import type { Place } from './address.ts';
import { placeOf } from './address.ts';

export { href } from './address.ts';

let place = $state.raw(placeOf(location.hash));
window.addEventListener('hashchange', () => (place = placeOf(location.hash)));

/** Where the window is. */
export const where = (): Place => place;

/** Goes to an address made by `href`. */
export function go(address: string): void {
  location.hash = address;
}
