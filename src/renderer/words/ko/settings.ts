import type { settings as words } from '../en/settings.ts';

export const settings: typeof words = {};
