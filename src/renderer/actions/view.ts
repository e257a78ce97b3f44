import Command from '@lucide/svelte/icons/command';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Languages from '@lucide/svelte/icons/languages';
import SunMoon from '@lucide/svelte/icons/sun-moon';
import Undo from '@lucide/svelte/icons/undo-2';
import { prefer } from '../state/preferences.svelte.ts';
import { surface } from '../state/surface.svelte.ts';
import { canUndo, undoLast } from '../state/undo.ts';
import { spoken } from '../words/words.svelte.ts';
import type { Action } from './action.ts';
import { always } from './action.ts';

const dark = (): boolean => {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
};

/** Actions on the window itself. */
export const viewActions = {
  'view.palette': {
    icon: Command,
    shortcut: '$mod+k',
    menu: 'view',
    enabled: always,
    run: () => {
      surface.open = surface.open === 'palette' ? null : 'palette';
      return null;
    },
  },
  'view.shortcuts': {
    icon: Keyboard,
    shortcut: 'Shift+?',
    menu: 'help',
    enabled: always,
    run: () => {
      surface.open = surface.open === 'shortcuts' ? null : 'shortcuts';
      return null;
    },
  },
  'view.theme': {
    icon: SunMoon,
    shortcut: '$mod+Shift+l',
    menu: 'view',
    enabled: always,
    run: async () => {
      await prefer({ theme: dark() ? 'light' : 'dark' });
      return null;
    },
  },
  'view.language': {
    icon: Languages,
    shortcut: null,
    menu: 'view',
    enabled: always,
    run: async () => {
      await prefer({ language: spoken() === 'en' ? 'ko' : 'en' });
      return null;
    },
  },
  'edit.undo': {
    icon: Undo,
    shortcut: '$mod+z',
    menu: 'edit',
    enabled: canUndo,
    run: async () => {
      await undoLast();
      return null;
    },
  },
} satisfies Record<string, Action>;
