import type { home as words } from '../en/home.ts';

export const home: typeof words = {
  title: '프로젝트',
  name: '이름',
  renameTitle: '프로젝트 이름 바꾸기',
  renamed: (name) => `이름을 ‘${name}’(으)로 바꿨습니다.`,
  duplicated: (name) => `‘${name}’을(를) 만들었습니다.`,
  removed: (name, count) => (name === null ? `프로젝트 ${count}개를 휴지통으로 옮겼습니다.` : `‘${name}’을(를) 휴지통으로 옮겼습니다.`),
  restored: (count) => `프로젝트 ${count}개를 되돌렸습니다.`,
  emptyBinTitle: '휴지통을 비울까요?',
  emptyBinText: '휴지통에 있는 것이 체크포인트, 샘플과 함께 완전히 삭제됩니다. 원본 그림은 제자리에 그대로 남습니다.',
  binEmptied: (size) => `휴지통을 비웠습니다. ${size}를 다시 쓸 수 있습니다.`,
};
