import '../styles/base.css';
import '../styles/tokens.css';
import type { Exhibit } from './exhibits.ts';
import { exhibits } from './exhibits.ts';

declare global {
  /** What the exhibit on the page has been told, for whoever looks at it from outside. */
  var exhibit: Exhibit;
}

/** Shows one component by itself, the one that the address names behind `#`. Tests in a real browser handle it: `e2e/components`. */
const place = document.getElementById('place');
const show = exhibits[location.hash.slice(1)];
if (place === null || show === undefined) throw new Error(`There is no exhibit "${location.hash}".`);
globalThis.exhibit = show(place);
