import { RecastError } from '../errors/index.ts';

/** What every architecture's settings say of how long to train. */
export interface LengthSettings {
  readonly epochs: number;
  readonly decayEpochs: number;
  readonly steps: number;
}

/** What every architecture's settings say of how pictures become training squares. */
export interface FramingSettings {
  readonly size: number;
  readonly loadSize: number;
  readonly preprocess: string;
}

/** The side to which pictures are scaled before the crop: 286 for 256, as CycleGAN's reference. */
export function loadSizeOf({ size, loadSize }: Pick<FramingSettings, 'size' | 'loadSize'>): number {
  return loadSize === 0 ? Math.floor(size * 1.12) : loadSize;
}

/** Throws LENGTH_GIVEN_TWICE, LENGTH_ZERO. `given` holds the names that were given one by one. */
export function checkLength(settings: LengthSettings, given: ReadonlySet<string>): void {
  const epochFlag = given.has('epochs') ? '--epochs' : given.has('decayEpochs') ? '--decay-epochs' : null;
  if (settings.steps > 0 && epochFlag !== null) throw RecastError.of('LENGTH_GIVEN_TWICE', { epochFlag });
  if (settings.steps === 0 && settings.epochs + settings.decayEpochs === 0) throw RecastError.of('LENGTH_ZERO', {});
}

/** Throws LOAD_SIZE_TOO_SMALL where a square could not be cut from what was scaled. */
export function checkLoadSize(settings: FramingSettings): void {
  const crops = settings.preprocess === 'resize-and-crop' || settings.preprocess === 'scale-width-and-crop';
  if (crops && loadSizeOf(settings) < settings.size) throw RecastError.of('LOAD_SIZE_TOO_SMALL', { loadSize: settings.loadSize, size: settings.size });
}

/** A length given in epochs: as many again with the rate falling, as in CycleGAN's 100 + 100; and it wins over a preset's in steps. */
export function followEpochs(settings: LengthSettings, given: ReadonlySet<string>): Partial<LengthSettings> {
  const epochsGiven = given.has('epochs') || given.has('decayEpochs');
  return {
    ...(given.has('epochs') && !given.has('decayEpochs') && { decayEpochs: settings.epochs }),
    ...(epochsGiven && !given.has('steps') && { steps: 0 }),
  };
}
