import { RecastError } from '../errors/index.ts';
import type { ColorizationSettings } from './colorization.ts';
import { checkLength, checkLoadSize, followEpochs } from './length.ts';
import type { SettingRules } from './rules.ts';

/** A PatchGAN of three layers takes no smaller pictures. */
const JUDGED_LAYERS = 3;
const SMALLEST_JUDGED = 24;

/** What is ours and for sketches, as photos have it: the reference's way. */
const photo = { unhinted: 0, foreign: 0, spread: false, regression: 10, turn: 1 } as const satisfies Partial<ColorizationSettings>;

/** The rules between colorization's settings. */
export const colorizationRules: SettingRules<ColorizationSettings> = {
  follow: (settings, given) => ({
    ...followEpochs(settings, given),
    // A preset for sketches that is taken for photos.
    ...(settings.mode === 'photo' && Object.fromEntries(Object.entries(photo).filter(([name]) => !given.has(name)))),
  }),
  check(settings, given) {
    checkLength(settings, given);
    if (settings.lines === 'pairs' && settings.mode !== 'sketch') throw RecastError.of('PAIRS_NOT_IN_PHOTO_MODE', { mode: settings.mode });
    const flag = settings.foreign > 0 ? '--foreign' : settings.spread ? '--spread' : null;
    if (flag !== null && settings.mode !== 'sketch') throw RecastError.of('SKETCHES_ALONE', { mode: settings.mode, flag });
    checkLoadSize(settings);
    if (settings.adversarial > 0 && settings.size < SMALLEST_JUDGED)
      throw RecastError.of('SIZE_NOT_FOR_DISCRIMINATOR', { size: settings.size, layers: JUDGED_LAYERS, smallest: SMALLEST_JUDGED });
  },
};
