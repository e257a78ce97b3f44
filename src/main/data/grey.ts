import { RecastError } from '../../shared/errors/index.ts';
import { skipReasons } from '../../shared/errors/pictures.ts';
import type { StoredPicture } from './cache.ts';
import type { PictureFile, SkippedFile } from './folder.ts';
import { colourToLab } from '../../shared/colour/lab.ts';
import { inParallel } from './parallel.ts';
import type { Pixels } from './pixels.ts';

/** Ranges of a and b below this in sum are those of a grey picture, in units of Lab: the reference's threshold. */
const LEAST_RANGE = 5;

/** How many pictures are looked at at once. */
const AT_ONCE = 4;

/** Whether a picture has no colour: the ranges of a and b over its pixels add up to less than 5. Ends early where there is colour. */
export function isGrey({ data }: Pixels): boolean {
  const [least, most] = [
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ];
  let before = -1;
  for (let i = 0; i < data.length; i += 3) {
    const packed = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
    if (packed === before) continue;
    before = packed;
    const [, ...chroma] = colourToLab(data[i] / 255, data[i + 1] / 255, data[i + 2] / 255);
    for (const [axis, value] of chroma.entries()) {
      least[axis] = Math.min(least[axis], value);
      most[axis] = Math.max(most[axis], value);
    }
    if (most[0] - least[0] + most[1] - least[1] >= LEAST_RANGE) return false;
  }
  return true;
}

/** Takes the grey ones out of pictures that were made ready and adds them to the skipped ones. Rejects with the signal's reason after an abort. */
export async function leaveOutGrey(stored: Map<PictureFile, StoredPicture>, skipped: SkippedFile[], signal: AbortSignal): Promise<void> {
  const look = async ([file, picture]: [PictureFile, StoredPicture]): Promise<void> => {
    try {
      if (!isGrey(await picture.read())) return;
      skipped.push({ path: file.path, reason: skipReasons.grey });
    } catch (error) {
      if (!(error instanceof RecastError)) throw error;
      skipped.push({ path: file.path, reason: error.message });
    }
    stored.delete(file);
  };
  await inParallel([...stored], AT_ONCE, look, signal);
}
