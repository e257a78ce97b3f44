import type { jobs as words } from '../en/jobs.ts';

export const jobs: typeof words = {};
