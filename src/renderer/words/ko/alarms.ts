import type { alarms as words } from '../en/alarms.ts';

export const alarms: typeof words = {
  'discriminator-wins': {
    title: '판별기가 이겨 버림',
    evidence: (number) =>
      `판별기의 손실이 ${number('discriminator')}, 생성기의 손실이 ${number('generator')}에 머물러 있습니다. 변환된 그림을 모두 알아채서 생성기가 배울 것이 없습니다.`,
    remedy: '더 작은 걸음과 최소제곱 손실, 지난 그림 보관함을 쓰는 가지를 만들면 다시 겨룰 수 있습니다.',
  },
  collapse: {
    title: '모든 그림이 하나로 무너짐',
    evidence: (number) => `변환된 그림들의 차이가 진짜 그림들의 ${number('diversity')}배밖에 되지 않습니다.`,
    remedy: '그 전으로 돌아가, 더 작은 걸음으로 갔다가 돌아오기를 더 강하게 지키며 다시 시작하세요.',
  },
  'colours-inverted': {
    title: '명암이 뒤바뀜',
    evidence: (number) => `밝은 곳이 어둡게 변환됩니다. 밝기의 상관이 ${number('lightness')}이며, 1이면 나란히 가는 것입니다.`,
    remedy: '이미 알맞은 것을 그대로 두는 힘을 키우면 색이 제자리를 지킵니다.',
  },
  checkerboard: {
    title: '그림에 바둑판무늬가 생김',
    evidence: (number) => `한 픽셀씩 번갈아 나타나는 무늬가 진짜 그림의 ${number('checkerboard')}배입니다.`,
    remedy: '걸음을 줄이면 옅어집니다. 전치 합성곱이라면 신경망을 바꿔야 완전히 사라집니다.',
  },
  'not-a-number': {
    title: '값이 폭주함',
    evidence: (number) => `${number('step')}단계에서 값이 더 이상 숫자가 아니게 되었습니다. 그 뒤는 쓸모가 없습니다.`,
    remedy: '그 전의 체크포인트에서 더 작은 걸음으로 가지를 만들면 그 자리를 비켜 갑니다.',
  },
};
