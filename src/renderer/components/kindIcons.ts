import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import MessageSquareQuote from '@lucide/svelte/icons/message-square-quote';
import Palette from '@lucide/svelte/icons/palette';
import type { Component } from 'svelte';
import type { ProjectKind } from '../../shared/projectKinds.ts';

/** The icon of each kind of project. */
export const kindIcons: { readonly [Kind in ProjectKind]: Component<{ size?: number }> } = {
  cyclegan: ArrowLeftRight,
  colorize: Palette,
  stackgan: MessageSquareQuote,
};
