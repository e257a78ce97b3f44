import type { Drawing } from '../../shared/contract/drawings.ts';
import type { Noise } from '../../shared/drawing.ts';

/** Seeds that are drawn by lot are short enough to be remembered. */
const drawnSeeds = 1_000_000;

/** A seed that nobody chose. */
export const anySeed = (): number => Math.floor(Math.random() * drawnSeeds);

/** Whether a picture has noise of its own: one between two noises has not. */
export const hasNoise = ({ toward }: Drawing): boolean => toward === null || toward.noise === null;

/** Whether pictures are those of a seed at the places 0, 1, 2 ...: then the seed says all of their noise. */
export const isOfSeed = (drawings: readonly Drawing[]): boolean =>
  drawings.every(({ noise, toward }, index) => toward === null && noise.place === index && noise.near.length === 0 && noise.seed === drawings[0]?.noise.seed);

/** Where noise comes from: a seed, which is another one every time unless it is locked, or a picture. */
export class NoiseChoice {
  seed = $state(anySeed());
  /** The picture whose noise is taken in place of the seed's. */
  picture = $state.raw<Drawing | null>(null);
  locked = $state(false);

  /** What is drawn from at the first place. */
  readonly noise = $derived<Noise>(this.picture?.noise ?? { seed: this.seed, place: 0, near: [] });

  /** Another seed. */
  roll(): void {
    this.picture = null;
    this.seed = anySeed();
  }

  /** Another seed before a drawing, unless it is locked. */
  renew(): void {
    if (!this.locked) this.roll();
  }

  /** Takes a seed that a person typed, which is one they want to keep. */
  type(seed: number): void {
    this.picture = null;
    this.seed = seed;
    this.locked = true;
  }

  /** Keeps the noise of a picture. */
  keep(picture: Drawing): void {
    this.picture = picture;
    this.seed = picture.noise.seed;
    this.locked = true;
  }

  /** Goes back to seeds. */
  forget(): void {
    this.picture = null;
  }

  /** Shows the seed of what was opened, unless it is locked. */
  show(seed: number): void {
    if (this.locked) return;
    this.picture = null;
    this.seed = seed;
  }

  unlock(): void {
    this.picture = null;
    this.locked = false;
  }
}
