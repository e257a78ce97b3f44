import { join } from 'node:path';
import { Random } from '../../../engine/random.ts';
import type { Pixels } from '../../../data/pixels.ts';
import { paint, writePng } from '../../../data/testing/pictures.ts';

/** Draws the picture with a number, each another one. */
export type Scene = (index: number) => Pixels;

type Colour = [number, number, number];

const colour = (random: Random): Colour => [0, 1, 2].map(() => 30 + random.integer(200)) as Colour;

/** Some coloured shapes on a light ground, laid out by the seed and number: `round` ones or squares. */
export function shapes(seed: number, round: boolean): Scene {
  return (index) => {
    const random = Random.fromSeed(seed).split(index);
    const ground: Colour = [220 + random.integer(30), 220 + random.integer(30), 215 + random.integer(30)];
    const things = Array.from({ length: 3 }, () => ({
      x: 15 + random.integer(66),
      y: 15 + random.integer(66),
      r: 8 + random.integer(18),
      colour: colour(random),
    }));
    return paint(96, 96, (x, y) => {
      const hit = things.find((thing) => {
        const [dx, dy] = [Math.abs(x - thing.x), Math.abs(y - thing.y)];
        return round ? Math.hypot(dx, dy) < thing.r : Math.max(dx, dy) < thing.r * 0.9;
      });
      return hit?.colour ?? ground;
    });
  };
}

/** Sky above, ground below, with a rough horizon. */
export const landscapes: Scene = (index) => {
  const random = Random.fromSeed(77).split(index);
  const [horizon, bend, waves] = [40 + random.integer(30), random.uniform() * 6, 0.05 + random.uniform() * 0.1];
  const [sky, ground] = [colour(random), colour(random)];
  return paint(96, 96, (x, y) => (y < horizon + Math.sin(x * waves + bend) * 6 ? sky : (ground.map((value) => value + ((x * 7 + y * 13) % 23)) as Colour)));
};

/** Writes pictures 1.png, 2.png ... of a scene. */
export async function writeScenes(folder: string, count: number, scene: Scene): Promise<void> {
  for (let i = 1; i <= count; i++) await writePng(join(folder, `${i}.png`), scene(i));
}
