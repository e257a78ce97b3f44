import type { Language } from '../../shared/contract/system.ts';
import { clauseIn } from './clauses.ts';
import { en } from './en/index.ts';
import { formatsOf } from './formats.ts';
import { isolating } from './isolated.ts';
import { ko } from './ko/index.ts';

/** Everything the window says, in one language. */
export type Words = typeof en;

const tables: { readonly [Name in Language]: Words } = { en: isolating(en), ko: isolating(ko) };

/** The language that the system asks for, among those that there are. */
export const systemLanguage = (): Language => (navigator.languages.find((tag) => /^(en|ko)\b/.test(tag))?.startsWith('ko') ? 'ko' : 'en');

let language = $state<Language>(systemLanguage());
const formats = $derived(formatsOf(language));

/** The language in which the window speaks. */
export const spoken = (): Language => language;

/** Changes the language of the window. */
export function speak(next: Language): void {
  language = next;
  document.documentElement.lang = next;
}

/** The words of the language: `words().home.title`. Reactive. */
export const words = (): Words => tables[language];

/** A clause or sentence that came from the studio, in the language; see `clauseIn`. Reactive. */
export const clause = (text: string): string => clauseIn(language, text);

/** Numbers, sizes, times and dates in the language: `format().bytes(n)`. Reactive. */
export const format = (): typeof formats => formats;
