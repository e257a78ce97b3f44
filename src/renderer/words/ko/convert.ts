import type { convert as words } from '../en/convert.ts';

export const convert: typeof words = {
  madeBy: (checkpoint) => `이 그림은 ${checkpoint}(으)로 만들었습니다.`,
};
