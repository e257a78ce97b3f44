import type { data as words } from '../en/data.ts';

export const data: typeof words = {};
