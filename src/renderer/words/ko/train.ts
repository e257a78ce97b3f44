import type { train as words } from '../en/train.ts';

const unitNames: Readonly<Record<string, string | undefined>> = {
  px: 'px',
  channels: '채널',
  blocks: '블록',
  layers: '층',
  pictures: '장',
  epochs: '에포크',
  steps: '단계',
};

export const train: typeof words = {
  groups: { network: '신경망', training: '학습', losses: '손실', pictures: '그림' },
  settings: {},
  choices: {},
  units: (unit) => unitNames[unit] ?? unit,
  outOfRange: (min, max) => `${min}에서 ${max} 사이여야 합니다.`,
  wholeNumber: '정수여야 합니다.',
  multipleOf: (factor) => `${factor}의 배수여야 합니다.`,
};
