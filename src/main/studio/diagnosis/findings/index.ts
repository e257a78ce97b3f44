import type { Side } from '../../../../shared/contract/procedure.ts';
import type { ProjectKind } from '../../../../shared/projectKinds.ts';
import type { Examiner, FindingCode } from '../finding.ts';
import { captionsAlike, captionsBroken, captionsLong, captionsLost, captionsMissing, captionsUnread } from './captions.ts';
import { coloursFarApart, greyAmongColour, greyPictures } from './colours.ts';
import { exactDuplicates, nearDuplicates, sharedBetweenSides } from './duplicates.ts';
import { extremeShape, tiny, tooFew, unevenSides, unreadable } from './files.ts';
import { missingPartners } from './partners.ts';
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
  'grey-pictures': greyPictures,
  'missing-partners': missingPartners,
  'captions-unread': captionsUnread,
  'captions-missing': captionsMissing,
  'captions-alike': captionsAlike,
  'captions-broken': captionsBroken,
  'captions-lost': captionsLost,
  'captions-long': captionsLong,
};

/** What is found of how many pictures there are: while folders are being listed it would be wrong. */
export const ofCounts: ReadonlySet<FindingCode> = new Set<FindingCode>(['too-few', 'uneven-sides']);

const both: readonly Side[] = ['a', 'b'];
const first: readonly Side[] = ['a'];

/** What is looked for in projects of each kind, and on which sides. A colourist has no two looks that must be alike. */
export const lookedFor: { readonly [Kind in ProjectKind]: Readonly<Partial<Record<FindingCode, readonly Side[]>>> } = {
  cyclegan: {
    unreadable: both,
    'exact-duplicates': both,
    'near-duplicates': both,
    'shared-between-sides': both,
    tiny: both,
    'extreme-shape': both,
    'grey-among-colour': both,
    'uneven-sides': both,
    'too-few': both,
    'colours-far-apart': both,
    'shapes-far-apart': both,
  },
  colorize: {
    unreadable: both,
    'exact-duplicates': first,
    'near-duplicates': first,
    tiny: first,
    'extreme-shape': first,
    'too-few': first,
    'grey-pictures': first,
    'missing-partners': both,
  },
  stackgan: {
    unreadable: first,
    'exact-duplicates': first,
    'near-duplicates': first,
    tiny: first,
    'extreme-shape': first,
    'grey-among-colour': first,
    'too-few': first,
    'captions-unread': first,
    'captions-missing': first,
    'captions-alike': first,
    'captions-broken': first,
    'captions-lost': first,
    'captions-long': first,
  },
};
