import type { Pixels } from '../data/pixels.ts';
import { toPixels, toTensor } from '../data/pixels.ts';
import type { Executor, ExecutorState } from '../engine/executor.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import type { Translator } from '../models/architecture.ts';
import { openPrograms } from './programs.ts';
import type { Programs } from './programs.ts';
import { cropped, padded, window } from './reframe.ts';
import { roomFor } from './room.ts';
import { roundUp } from './sizes.ts';
import type { TilePlan } from './tiles.ts';
import { planTiles } from './tiles.ts';

/** A trained direction, ready to turn pictures of any size into pictures of the same size. */
export interface TranslatorSession {
  /** The most pixels that are translated at once; larger pictures go in tiles. */
  readonly tilePixels: number;
  /** About how many bytes it takes to translate a picture of so many pixels, weights included. */
  memoryFor(pixels: number): number;
  /**
   * Translates one picture. It is mirrored outwards to the size the network takes and cropped back; a
   * picture of more than `tilePixels` goes in overlapping tiles (see `tiles.ts` for what that changes).
   * One call at a time.
   */
  translate(pixels: Pixels): Promise<Pixels>;
  dispose(): Promise<void>;
}

/** What a session is made of. */
export interface SessionParts {
  readonly executor: Executor;
  readonly translator: Translator;
  /** Every parameter of the translator's network by its full name. */
  readonly parameters: HostTensors;
  /** The most pixels translated at once; 0 takes what fits into this machine's memory. */
  readonly tilePixels: number;
}

/** The parts of an open session that a translation needs. */
interface Workings {
  readonly translator: Translator;
  readonly programs: Programs;
  readonly state: ExecutorState;
  readonly smallest: number;
  readonly tilePixels: number;
}

/** Runs the network on pictures of its own size; the result is `[1, H, W, 3] in [-1, 1]`. */
async function run({ programs, state }: Workings, pixels: Pixels): Promise<HostTensor> {
  const compiled = await programs.of(pixels.height, pixels.width);
  const { translated } = await compiled.run(state, { picture: toTensor([pixels]) }, ['translated']);
  return translated;
}

/** Adds a weighted tile to a band of rows as wide as the picture. */
function addTile(band: Float32Array, bandWidth: number, tile: HostTensor, left: number, across: Float32Array, down: Float32Array): void {
  const width = across.length;
  for (let y = 0; y < down.length; y++) {
    let from = y * width * 3;
    let to = (y * bandWidth + left) * 3;
    for (let x = 0; x < width; x++) {
      const weight = down[y] * across[x];
      for (let channel = 0; channel < 3; channel++) band[to++] += weight * tile.values[from++];
    }
  }
}

/**
 * Translates tile by tile. Only one band of tiles is kept as real numbers; finished rows leave it as
 * bytes, so that the memory needed beside the picture itself stays small.
 */
async function translateTiles(workings: Workings, pixels: Pixels, width: number, height: number, plan: TilePlan): Promise<Pixels> {
  const { tileHeight, tileWidth, rows, columns } = plan;
  const result = new Uint8Array(width * height * 3);
  const band = new Float32Array(tileHeight * width * 3);
  for (const [i, row] of rows.entries()) {
    for (const column of columns) {
      const tile = await run(workings, window(pixels, column.start, row.start, tileWidth, tileHeight));
      addTile(band, width, tile, column.start, column.weights, row.weights);
    }
    const finished = (i + 1 < rows.length ? rows[i + 1].start : height) - row.start;
    const [bytes] = toPixels({ shape: [1, finished, width, 3], values: band.subarray(0, finished * width * 3) });
    result.set(bytes.data, row.start * width * 3);
    band.copyWithin(0, finished * width * 3);
    band.fill(0, (tileHeight - finished) * width * 3);
  }
  return { width, height, data: result };
}

async function translate(workings: Workings, pixels: Pixels): Promise<Pixels> {
  const { translator, smallest, tilePixels } = workings;
  const width = Math.max(smallest, roundUp(pixels.width, translator.multipleOf));
  const height = Math.max(smallest, roundUp(pixels.height, translator.multipleOf));
  const plan = planTiles({ width, height, tilePixels, multipleOf: translator.multipleOf, smallest, reach: translator.reach });
  const whole = plan.rows.length === 1 && plan.columns.length === 1;
  const translated = whole ? toPixels(await run(workings, padded(pixels, width, height)))[0] : await translateTiles(workings, pixels, width, height, plan);
  return cropped(translated, pixels.width, pixels.height);
}

/** Puts a direction's weights into the executor once; programs for the sizes that occur share them. */
export async function openTranslator({ executor, translator, parameters, tilePixels }: SessionParts): Promise<TranslatorSession> {
  const smallest = roundUp(translator.smallest, translator.multipleOf);
  const side = Math.max(smallest, roundUp(64, translator.multipleOf));
  const specs = translator.program(1, side, side).state;
  const state = await executor.createState(specs, Object.fromEntries(Object.keys(specs).map((name) => [name, parameters[name]])));
  const room = await roomFor(executor, translator);
  const programs = openPrograms(executor, translator, room.pixels);
  const workings: Workings = { translator, programs, state, smallest, tilePixels: tilePixels === 0 ? room.pixels : tilePixels };
  return {
    tilePixels: workings.tilePixels,
    memoryFor: (pixels) => Math.ceil(room.weights + room.perPixel * Math.min(pixels, workings.tilePixels)),
    translate: (pixels) => translate(workings, pixels),
    async dispose() {
      await programs.dispose();
      await state.dispose();
    },
  };
}
