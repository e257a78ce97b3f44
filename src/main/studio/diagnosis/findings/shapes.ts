import { letOthers } from '../../pause.ts';
import type { Draft, Examiner } from '../finding.ts';
import { median } from '../finding.ts';
import { withFeatures } from './colours.ts';

/** Pictures a side that are compared: enough for medians that hold to some percent, few enough for a second's work. */
const COMPARED = 200;

/** Fewer say nothing about a side. */
const LEAST = 20;

/**
 * Limits, from what was tried: Noto against OpenMoji emoji, as the sample draws them 0.52, as they come 0.57, single
 * subjects of them (faces, people, animals, objects) 0.54 to 0.70, drawn circles against squares 0.28; emoji against
 * landscapes 0.85 to 1.03, against text 1.3 to 1.9, against textures 3.3, middle against corner 1.4. The distance itself
 * was at most 38 of 255 in the first, at least 47 in the second.
 */
const FAR = 0.8;
const FAR_DISTANCE = 42;

/** Cells a side of a layout. */
const CELLS = 8;

/** A layout blurred by [1 2 1] both ways, each of its two maps: what lies a cell beside still counts as nearly the same. */
function blurred(layout: Uint8Array): Float32Array {
  return Float32Array.from(layout, (_, i) => {
    const map = i - (i % CELLS ** 2);
    const [x, y] = [i % CELLS, Math.floor((i - map) / CELLS)];
    let [sum, weights] = [0, 0];
    for (let v = Math.max(0, y - 1); v <= Math.min(CELLS - 1, y + 1); v++)
      for (let u = Math.max(0, x - 1); u <= Math.min(CELLS - 1, x + 1); u++) {
        const weight = (u === x ? 2 : 1) * (v === y ? 2 : 1);
        sum += weight * layout[map + v * CELLS + u];
        weights += weight;
      }
    return sum / weights;
  });
}

function distance(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] - other[i]) ** 2;
  return Math.sqrt(sum / one.length);
}

interface Layout {
  readonly id: number;
  readonly values: Float32Array;
}

/** How far each is from the most alike one of the others. */
async function nearest(from: readonly Layout[], to: readonly Layout[]): Promise<number[]> {
  const found: number[] = [];
  for (const [i, { values }] of from.entries()) {
    found.push(to.reduce((least, other) => Math.min(least, distance(values, other.values)), Infinity));
    if (i % 25 === 0) await letOthers();
  }
  return found;
}

/** How far pictures of one side are from each other, in the median over pairs. */
async function spread(layouts: readonly Layout[]): Promise<number> {
  const found: number[] = [];
  for (const [i, { values }] of layouts.entries()) {
    for (const other of layouts.slice(i + 1)) found.push(distance(values, other.values));
    if (i % 25 === 0) await letOthers();
  }
  return median(found);
}

/** Spread evenly over a side, whatever the order of its files. */
function chosen(pictures: ReturnType<typeof withFeatures>): Layout[] {
  const step = Math.max(1, pictures.length / COMPARED);
  return Array.from({ length: Math.min(COMPARED, pictures.length) }, (_, i) => {
    const { id, features } = pictures[Math.floor(i * step)];
    return { id, values: blurred(features.layout) };
  });
}

/**
 * Whether the shapes of the sides differ so much that a CycleGAN, which repaints and hardly moves anything, will not learn
 * them. Of each picture is known where something is (`Features.layout`: what is not background, and where edges are, 8 x 8
 * cells each, regardless of colour and contrast). With `d` the root mean square between two blurred layouts in [0, 255]:
 *
 *     cross = mean over both sides of (median over the side's pictures of the smallest d to a picture of the other side)
 *     own   = mean over both sides of (median of d over pairs of the side's own pictures)
 *
 * `cross / own` near 0: every picture finds one on the other side with things in the same places. Near 1 and above: the most
 * alike picture of the other side is no more alike than any of its own side.
 */
export const shapesFarApart: Examiner = async (study): Promise<Draft[]> => {
  const [a, b] = [chosen(withFeatures(study.a)), chosen(withFeatures(study.b))];
  if (Math.min(a.length, b.length) < LEAST) return [];
  const [toB, toA] = [await nearest(a, b), await nearest(b, a)];
  const cross = (median(toB) + median(toA)) / 2;
  const own = ((await spread(a)) + (await spread(b))) / 2;
  if (cross < FAR * own || cross < FAR_DISTANCE) return [];
  const lone = (layouts: readonly Layout[], distances: readonly number[]): number[][] =>
    layouts
      .map(({ id }, i) => ({ id, away: distances[i] }))
      .sort((one, other) => other.away - one.away)
      .slice(0, 12)
      .map(({ id }) => [id]);
  const values = { cross, own, ratio: own === 0 ? Infinity : cross / own, far: FAR };
  return [{ severity: 'warning', side: null, count: study.a.length + study.b.length, groups: [...lone(a, toB), ...lone(b, toA)], values, exclude: null }];
};
