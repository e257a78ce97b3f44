import { RecastError } from '../errors/index.ts';
import type { SettingTable } from './setting.ts';
import { choice, integer, onOff } from './setting.ts';

/** How pictures become training squares: rows of several architectures. */
export const framingSettings = {
  loadSize: integer({
    default: 0,
    min: 0,
    max: 2048,
    unit: 'px',
    group: 'pictures',
    help: 'Side to which pictures are scaled before the crop; 0 means 1.12 times the size.',
  }),
  preprocess: choice({
    default: 'resize-and-crop',
    choices: ['resize-and-crop', 'crop', 'scale-width', 'scale-width-and-crop', 'none'],
    group: 'pictures',
    help: 'How a picture becomes a training square.',
  }),
  flip: onOff({ default: true, group: 'pictures', help: 'Mirror half of the pictures left to right.' }),
} as const satisfies SettingTable;

/** How long to train: rows of several architectures. `shown` is what an epoch shows once, for their help. */
export function lengthSettings(epochs: number, shown: string) {
  return {
    epochs: integer({
      default: epochs,
      min: 0,
      max: 10000,
      unit: 'epochs',
      group: 'training',
      help: `Epochs at the full learning rate; an epoch shows ${shown} once.`,
    }),
    decayEpochs: integer({
      default: epochs,
      min: 0,
      max: 10000,
      unit: 'epochs',
      group: 'training',
      help: 'Further epochs in which the learning rate falls to zero.',
    }),
    steps: integer({
      default: 0,
      min: 0,
      max: 100_000_000,
      unit: 'steps',
      group: 'training',
      help: 'Length in steps instead of epochs, half of them with the rate falling; 0 means epochs.',
    }),
  } as const satisfies SettingTable;
}

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
