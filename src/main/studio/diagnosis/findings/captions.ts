import type { CaptionFault } from '../../../../shared/contract/captions.ts';
import { LONG_WORDS } from '../captionStudy.ts';
import type { Draft, Examiner } from '../finding.ts';

const asAlone = (ids: readonly number[]): number[][] => ids.map((id) => [id]);

/** A file of captions that cannot be read as a whole. What it said before holds. */
export const captionsUnread: Examiner = ({ captions }) => {
  const failure = captions?.report?.failure ?? null;
  if (failure === null) return [];
  const reason = typeof failure.details['reason'] === 'string' ? failure.details['reason'] : failure.message;
  return [{ severity: 'problem', side: 'a', count: 1, groups: [], lines: [{ line: null, reason }], values: {}, exclude: null }];
};

/** Pictures without a caption: training leaves them out. */
export const captionsMissing: Examiner = ({ captions, a }) => {
  if (captions?.whole !== true || captions.missing.length === 0) return [];
  const { missing } = captions;
  const captioned = a.length - missing.length;
  const severity = captioned < 2 ? 'problem' : 'warning';
  // What nothing would be left of is not left out with a click.
  return [{ severity, side: 'a', count: missing.length, groups: asAlone(missing), values: { all: a.length }, exclude: captioned < 2 ? null : missing }];
};

/** One caption for all: there is nothing to tell apart. */
export const captionsAlike: Examiner = ({ captions, a }) => {
  const count = a.length - (captions?.missing.length ?? 0);
  if (captions?.whole !== true || !captions.alike || count < 2) return [];
  return [{ severity: 'problem', side: 'a', count, groups: [], values: {}, exclude: null }];
};

const faulty =
  (fault: CaptionFault): Examiner =>
  ({ captions }): Draft[] => {
    const report = captions?.report ?? null;
    if (report === null) return [];
    const { count, lines } = report.faults[fault];
    if (count === 0) return [];
    return [{ severity: 'warning', side: 'a', count, groups: [], lines, values: { captions: report.captions }, exclude: null }];
  };

/** Lines of the file that give no caption. */
export const captionsBroken = faulty('broken');

/** Lines of the file that name no picture of the project. */
export const captionsLost = faulty('lost');

/** Captions of more words than are read. */
export const captionsLong: Examiner = ({ captions }) => {
  const { pictures, most } = captions?.long ?? { pictures: [], most: 0 };
  if (pictures.length === 0) return [];
  return [{ severity: 'note', side: 'a', count: pictures.length, groups: asAlone(pictures), values: { words: LONG_WORDS, most }, exclude: null }];
};
