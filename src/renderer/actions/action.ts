import type { Component } from 'svelte';
import type { MenuItem } from '../../shared/contract/host.ts';
import type { Target } from '../state/target.svelte.ts';
import type { Words } from '../words/words.svelte.ts';

/** What an action has to say when it is done. */
export interface Done {
  /** What was done, in a sentence. */
  readonly said: string;
  /** Takes it back. */
  readonly undo?: () => Promise<unknown>;
}

/** Something a person can do, wherever it is offered: buttons, native menus, the palette, shortcuts. */
export interface Action {
  readonly icon: Component<{ size?: number }>;
  /** Keys as tinykeys reads them: `$mod+k` is Ctrl or Cmd with K; null for none. */
  readonly shortcut: string | null;
  /** The native menu that holds it. */
  readonly menu: MenuItem['menu'];
  enabled(target: Target): boolean;
  /** Does it. What can be undone returns how. */
  run(target: Target, words: Words): Promise<Done | null> | Done | null;
}

/** For actions that can always be done. */
export const always = (): boolean => true;
