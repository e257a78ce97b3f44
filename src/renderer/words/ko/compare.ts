import type { compare as words } from '../en/compare.ts';

export const compare: typeof words = {};
