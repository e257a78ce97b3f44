import type { ErrorCode, ErrorDetails } from '../index.ts';
import { captionSentences } from './captions.ts';
import { catalogSentences } from './catalog.ts';
import { conversionSentences } from './conversion.ts';
import { embeddingSentences } from './embeddings.ts';
import { engineSentences } from './engine.ts';
import { hostSentences } from './hosts.ts';
import { jobSentences } from './jobs.ts';
import { paintingSentences } from './paintings.ts';
import { pictureSentences } from './pictures.ts';
import { projectSentences } from './projects.ts';
import { requestSentences } from './requests.ts';
import { trainingSentences } from './training.ts';
import { weightsSentences } from './weights.ts';

interface Sentences<Details> {
  message(details: Details): string;
  remedy(details: Details): string;
}

/** The sentences of every error code in Korean; the compiler counts them. Only windows speak Korean, so that none names a flag or a command. */
const table: { readonly [Code in ErrorCode]: Sentences<ErrorDetails<Code>> } = {
  ...requestSentences,
  ...pictureSentences,
  ...paintingSentences,
  ...engineSentences,
  ...trainingSentences,
  ...conversionSentences,
  ...jobSentences,
  ...catalogSentences,
  ...hostSentences,
  ...weightsSentences,
  ...projectSentences,
  ...captionSentences,
  ...embeddingSentences,
};

const isCode = (code: string): code is ErrorCode => Object.hasOwn(table, code);

/** The two sentences of an error in Korean; null for a code that is not known, or whose details are not what its sentences need. */
export function koreanSentences(code: string, details: Readonly<Record<string, unknown>>): { message: string; remedy: string } | null {
  if (!isCode(code)) return null;
  // One cast: the details came over the wire from the error of this very code.
  const row = table[code] as Sentences<Readonly<Record<string, unknown>>>;
  try {
    return { message: row.message(details), remedy: row.remedy(details) };
  } catch {
    // A studio of another version says it with other details: its English sentences stand.
    return null;
  }
}
