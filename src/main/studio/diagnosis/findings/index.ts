import type { Examiner, FindingCode } from '../finding.ts';
import { coloursFarApart, greyAmongColour } from './colours.ts';
import { exactDuplicates, nearDuplicates, sharedBetweenSides } from './duplicates.ts';
import { extremeShape, tiny, tooFew, unevenSides, unreadable } from './files.ts';
import { shapesFarApart } from './shapes.ts';

/** Who looks for what. */
export const examiners: Readonly<Record<FindingCode, Examiner>> = {
  unreadable,
  'exact-duplicates': exactDuplicates,
  'near-duplicates': nearDuplicates,
  'shared-between-sides': sharedBetweenSides,
  tiny,
  'extreme-shape': extremeShape,
  'grey-among-colour': greyAmongColour,
  'uneven-sides': unevenSides,
  'too-few': tooFew,
  'colours-far-apart': coloursFarApart,
  'shapes-far-apart': shapesFarApart,
};
