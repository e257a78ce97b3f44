import { koreanSentences } from '../../shared/errors/korean/index.ts';
import type { Failure } from '../../shared/contract/procedure.ts';
import type { Language } from '../../shared/contract/system.ts';
import { clauseIn } from './clauses.ts';
import { windowSentences } from './en/windowSentences.ts';
import { spokenDetails } from './spokenDetails.ts';
import type { TerminalCode } from './windowSentences.ts';
import type { Words } from './words.svelte.ts';

/** A failure for people: what happened, and what to do now. */
export interface Sentences {
  readonly message: string;
  readonly remedy: string;
  /** Text for a report of the fault; null where the sentences say it all. */
  readonly details: string | null;
}

type Said = Pick<Sentences, 'message' | 'remedy'>;

const isTerminalCode = (code: string): code is TerminalCode => Object.hasOwn(windowSentences, code);

/** The English sentences of a failure as they fit a window, which knows no flags. */
function englishSentences({ code, message, remedy }: Failure, details: Readonly<Record<string, unknown>>): Said {
  if (!isTerminalCode(code)) return { message, remedy };
  // One cast: the details came over the wire from the error of this very code.
  const row = windowSentences[code] as { message?: (details: unknown) => string; remedy: (details: unknown) => string };
  try {
    return { message: row.message?.(details) ?? message, remedy: row.remedy(details) };
  } catch {
    // A studio of another version says it with other details: its own sentences stand.
    return { message, remedy };
  }
}

/** Where a host keeps what a browser sent, which nobody who sent it knows. */
const SENT = /^.*[\\/]uploads[\\/][\da-f]{20}[\\/]files[\\/][^\\/]+[\\/]/;

/** A failure in which files that were sent are called what they were called where they came from. */
function asSent(failure: Failure): Failure {
  const { path } = failure.details;
  if (typeof path !== 'string' || !SENT.test(path)) return failure;
  const name = path.replace(SENT, '');
  const [message, remedy] = [failure.message, failure.remedy].map((text) => text.replaceAll(path, name));
  return { ...failure, message, remedy, details: { ...failure.details, path: name } };
}

/** The sentences of a failure in a language. */
export function sentencesOf(failed: Failure, words: Words, language: Language): Sentences {
  const failure = asSent(failed);
  if (failure.code === 'CONNECTION_LOST') return { ...words.failures.CONNECTION_LOST, details: null };
  if (failure.code === 'UNEXPECTED') return { ...words.failures.UNEXPECTED, details: failure.message };
  const details = spokenDetails(failure.details, words, (text) => clauseIn(language, text));
  const korean = language === 'ko' ? koreanSentences(failure.code, details) : null;
  return { ...(korean ?? englishSentences(failure, details)), details: null };
}
