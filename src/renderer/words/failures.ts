import { koreanSentences } from '../../shared/errors/korean/index.ts';
import type { Failure } from '../../shared/contract/procedure.ts';
import type { Language } from '../../shared/contract/system.ts';
import type { Words } from './words.svelte.ts';

/** A failure for people: what happened, and what to do now. */
export interface Sentences {
  readonly message: string;
  readonly remedy: string;
  /** Text for a report of the fault; null where the sentences say it all. */
  readonly details: string | null;
}

/** The sentences of a failure in a language. */
export function sentencesOf(failure: Failure, words: Words, language: Language): Sentences {
  if (failure.code === 'CONNECTION_LOST') return { ...words.failures.CONNECTION_LOST, details: null };
  if (failure.code === 'UNEXPECTED') return { ...words.failures.UNEXPECTED, details: failure.message };
  const korean = language === 'ko' ? koreanSentences(failure.code, failure.details) : null;
  if (korean !== null) return { ...korean, details: null };
  return { message: failure.message, remedy: failure.remedy, details: null };
}
