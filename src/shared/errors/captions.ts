import { formatCount } from '../units.ts';
import { row } from './row.ts';

/** Errors about captions, and about drawing from words. */
export const captionErrors = {
  CAPTIONS_UNREADABLE: row<{ path: string; reason: string }>({
    exit: 2,
    message: ({ path, reason }) => `The captions in ${path} cannot be read: ${reason}.`,
    remedy: () => 'Give a CSV with a column of picture names and one of captions, or JSON lines with "file" and "caption".',
  }),
  CAPTIONS_TOO_FEW: row<{ path: string; captioned: number; pictures: number; captions: string | null }>({
    exit: 2,
    message: ({ path, captioned, pictures, captions }) =>
      `Of ${formatCount(pictures)} pictures in ${path}, ${captioned === 0 ? 'none has' : `only ${formatCount(captioned)} ha${captioned === 1 ? 's' : 've'}`} a caption${captions === null ? '' : ` in ${captions}`}, and two are needed.`,
    remedy: ({ captions }) =>
      captions === null
        ? 'Name a file of captions, or put a .txt of the same name beside each picture.'
        : 'Each of its lines has to name a picture as it is called in the folder, and to say what it shows.',
  }),
  CAPTIONS_ALIKE: row<{ path: string; caption: string }>({
    exit: 2,
    message: ({ path, caption }) => `Every picture in ${path} has the same caption, "${caption}": there is nothing to tell apart.`,
    remedy: () => 'Say of each picture what sets it apart, or of some at least.',
  }),
  STAGE_WITHOUT_FIRST: row<Record<never, never>>({
    exit: 2,
    message: () => 'Stage 2 draws on what stage 1 learned, and there is no stage 1.',
    remedy: () => 'Name a run or a checkpoint that has one with --from, or train with --stage both.',
  }),
  STAGE_NOT_LEARNED: row<{ checkpoint: string }>({
    exit: 2,
    message: ({ checkpoint }) => `The checkpoint ${checkpoint} has learned its words only: there is no stage 1 in it that stage 2 could draw on.`,
    remedy: () => 'Train it further, or name another checkpoint: `recast checkpoints RUN` lists them.',
  }),
  STAGE_PASSED: row<{ checkpoint: string }>({
    exit: 2,
    message: ({ checkpoint }) => `Stage 1 is behind the checkpoint ${checkpoint}, which draws large already.`,
    remedy: () => 'Leave --stage out to go on with stage 2; a run of stage 1 alone begins with `recast train stackgan --stage 1`.',
  }),
  SIZE_NOT_A_POWER: row<{ size: number }>({
    exit: 2,
    message: ({ size }) => `${size} px are no power of two, and these networks double and halve.`,
    remedy: () => 'Choose powers of two: 64 px for small pictures, 128 or 256 for large ones.',
  }),
  SIZES_TOO_NEAR: row<{ size: number; largeSize: number }>({
    exit: 2,
    message: ({ size, largeSize }) => `Large pictures of ${largeSize} px are not larger than small ones of ${size} px.`,
    remedy: ({ size }) => `Choose ${2 * size} px or more for the large ones.`,
  }),
  NOT_A_PAINTER: row<{ checkpoint: string; reason: string }>({
    exit: 2,
    message: ({ checkpoint, reason }) => `The checkpoint ${checkpoint} cannot draw from words: ${reason}.`,
    remedy: () => 'Name a run that was trained with `recast train stackgan` beyond its words: `recast runs` lists them.',
  }),
  VOCABULARY_MISFIT: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `The vocabulary in ${path} does not belong to its checkpoint: ${reason}.`,
    remedy: () => 'Use an earlier checkpoint of the run; a vocabulary of another run means other words.',
  }),
  SENTENCE_EMPTY: row<{ where: string }>({
    exit: 2,
    message: ({ where }) => `There is no sentence in ${where}.`,
    remedy: () => 'Say in a few words what to draw.',
  }),
  SENTENCES_UNREADABLE: row<{ path: string; reason: string }>({
    exit: 2,
    message: ({ path, reason }) => `The sentences in ${path} cannot be read: ${reason}.`,
    remedy: () => 'Give a text file with a sentence a line.',
  }),
  SENTENCE_MISSING: row<Record<never, never>>({
    exit: 2,
    message: () => 'There is no sentence to draw.',
    remedy: () => 'Say in a few words what to draw.',
  }),
  DRAWING_UNKNOWN: row<{ drawing: number }>({
    exit: 2,
    message: ({ drawing }) => `There is no drawing number ${drawing} any more.`,
    remedy: () => 'It was removed for good, maybe in another window; draw it again.',
  }),
  DRAWING_UNREADABLE: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `${path} does not say how it was drawn.`,
    remedy: () => 'Choose a picture that was drawn here, as it was written: other programs often leave out what stands beside the pixels.',
  }),
  SENTENCE_UNKNOWN: row<{ sentence: string }>({
    exit: 2,
    message: ({ sentence }) => `Not one word, part of a word or character of "${sentence}" was ever seen in a caption.`,
    remedy: () => 'Use words of the captions that it was trained with.',
  }),
};

/** Why a line of captions, or a picture, is left out: clauses that stand after its name and a colon. */
export const captionReasons = {
  missing: (picture: string) => `there is no picture "${picture}"`,
  empty: 'its caption is empty',
  unquoted: 'a quotation mark is never closed',
  fewFields: 'it has no caption beside the name',
  notJson: 'it is no JSON object',
  noFile: 'it names no picture',
  long: (words: number, kept: number) => `its caption has ${formatCount(words)} words, of which the first ${formatCount(kept)} characters are kept`,
  none: 'it has no caption',
  binary: 'it is no text',
  tooMany: (lines: number, most: number) => `it has ${formatCount(lines)} sentences, and ${formatCount(most)} are the most of one file`,
  ending: (endings: string) => `its name ends in none of ${endings}`,
  encoding: (name: string) => `it is not UTF-8 and was read as ${name}`,
};
