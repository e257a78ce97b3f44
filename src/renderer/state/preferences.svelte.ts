import type { StudioSettings } from '../../shared/contract/system.ts';
import { studio } from '../connection/connection.svelte.ts';
import { speak, systemLanguage } from '../words/words.svelte.ts';
import type { Live } from './live.svelte.ts';
import { live } from './live.svelte.ts';

let settings = $state.raw<Live<StudioSettings> | null>(null);

/** What the person chose for the whole studio; undefined until it is known. Reactive. */
export const preferences = (): StudioSettings | undefined => settings?.value;

/** Changes settings of the studio; every window hears of it. */
export async function prefer(some: Partial<StudioSettings>): Promise<void> {
  await studio.system.changeSettings(some);
  settings?.again();
}

const remembered = 'recast-look';

/** Before the studio has answered, a window looks as it did last time. */
export function lookAsLastTime(): void {
  try {
    const last = JSON.parse(localStorage.getItem(remembered) ?? '{}') as { theme?: string; language?: string };
    if (last.theme === 'light' || last.theme === 'dark') document.documentElement.dataset['theme'] = last.theme;
    speak(last.language === 'ko' || last.language === 'en' ? last.language : systemLanguage());
  } catch {
    // Storage that is switched off or damaged: the system's own look does.
    speak(systemLanguage());
  }
}

/** Keeps theme and language of the window as the settings say. Call within an effect root. */
export function watchPreferences(): void {
  settings = live(() => studio.system.settings(), ['settings']);
  $effect(() => {
    const chosen = settings?.value;
    if (chosen === undefined) return;
    if (chosen.theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = chosen.theme;
    document.documentElement.style.setProperty('--paper', chosen.background === 'mean' ? 'transparent' : chosen.background);
    speak(chosen.language === 'system' ? systemLanguage() : chosen.language);
    try {
      localStorage.setItem(remembered, JSON.stringify({ theme: chosen.theme, language: chosen.language }));
    } catch {
      // Only a convenience for the next start.
    }
  });
}
