/** A language as `Intl` takes it: without what some systems put behind it ("en-US@posix", "ko_KR.UTF-8"). */
export function cleanLanguage(tag: string): string {
  const plain = tag.replace(/[@.].*$/, '').replaceAll('_', '-');
  try {
    return Intl.getCanonicalLocales(plain)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

// uPlot hands the browser's language to Intl as it stands while it is loaded, and that throws: no chart, and no page around it.
if (typeof navigator !== 'undefined' && cleanLanguage(navigator.language) !== navigator.language)
  Object.defineProperty(navigator, 'language', { value: cleanLanguage(navigator.language), configurable: true });
