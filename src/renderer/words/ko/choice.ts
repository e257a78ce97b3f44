import type { choice as words } from '../en/choice.ts';

export const choice: typeof words = {
  searchIn: (label) => `${label}: 검색`,
  hint: '입력해서 찾기',
  nothing: '맞는 것이 없습니다.',

  checkpoint: (run, step) => `${run}, ${step}단계`,
  checkpointOf: (project, run, step) => `${project}: ${run}, ${step}단계`,
  runOf: (project, run) => `${project}: ${run}`,
  best: '지금까지 최고',
  kept: '보관됨',
  newest: '최신',
};
