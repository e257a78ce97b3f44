import type { findings as words, findingsOf as others } from '../en/findings.ts';

export const findings: typeof words = {
  unreadable: {
    title: '읽을 수 없음',
    sentence: ({ count, number, format }) => `그림 ${number('all')}장 중 ${format.count(count)}장을 읽을 수 없어 건너뜁니다.`,
    advice: '그림 프로그램에서 열어 다시 저장하거나 제외하세요.',
  },
  'exact-duplicates': {
    title: '똑같은 그림이 여러 장',
    sentence: ({ count, number, format }) =>
      `그림 ${format.count(count)}장이 ${number('groups')}개 묶음에서 서로 똑같습니다. ${number('extra')}장은 없어도 됩니다.`,
    advice: '똑같은 그림은 더 자주 학습되지만 새로운 것을 알려 주지 않습니다. 하나씩이면 충분합니다.',
  },
  'near-duplicates': {
    title: '거의 같은 그림',
    sentence: ({ count, number, format }) =>
      `그림 ${format.count(count)}장이 ${number('groups')}개 묶음에서 거의 같습니다. ${number('extra')}장은 없어도 됩니다.`,
    advice: '한 영상의 장면들이나 크기만 다른 그림은 알려 주는 것보다 더 큰 비중을 차지합니다. 살펴보고 가장 좋은 것을 남기세요.',
  },
  'shared-between-sides': {
    title: '양쪽에 모두 있음',
    sentence: ({ count, number, format }) =>
      `그림 ${number('groups')}장이 A쪽과 B쪽에 모두 있습니다. 파일은 모두 ${format.count(count)}개이며 ${number('extra')}개는 없어도 됩니다.`,
    advice: '이런 그림에서는 아무것도 바꾸지 않는 법을 배우게 됩니다.',
  },
  tiny: {
    title: '아주 작은 그림',
    sentence: ({ count, number, format }) =>
      `그림 ${number('all')}장 중 ${format.count(count)}장의 짧은 변이 ${number('edge')}px보다 작습니다. 가장 작은 것은 ${number('smallest')}px입니다.`,
    advice: '학습할 때 늘리기 때문에 흐릿함까지 화풍의 일부로 배웁니다.',
  },
  'extreme-shape': {
    title: '아주 길쭉한 그림',
    sentence: ({ count, number, format }) =>
      `그림 ${number('all')}장 중 ${format.count(count)}장의 긴 변이 짧은 변의 ${number('longest')}배를 넘습니다. 가장 심한 것은 ${number('ratio')}배입니다.`,
    advice: '정사각형으로 학습할 때 찌그러지거나 대부분 잘려 나갑니다.',
  },
  'grey-among-colour': {
    title: '컬러 사이의 흑백 그림',
    sentence: ({ count, number, format }) => `그림 ${number('all')}장 중 ${format.count(count)}장에 색이 없습니다.`,
    advice: '변환할 때 가끔 색을 빼는 버릇이 생길 수 있습니다.',
  },
  'uneven-sides': {
    title: '한쪽이 훨씬 많음',
    sentence: ({ number }) => `쓸 수 있는 그림이 A쪽은 ${number('a')}장, B쪽은 ${number('b')}장으로 ${number('ratio')}배 차이가 납니다.`,
    advice: '많은 쪽을 다 볼 때까지 적은 쪽을 되풀이하므로 적은 쪽을 외워 버립니다. 가능하면 더 추가하세요.',
  },
  'too-few': {
    title: '그림이 적음',
    sentence: ({ count, number, side, format }) =>
      `${side}쪽에서 학습할 그림이 ${format.count(count)}장입니다. ${number('enough')}장 이상이어야 공통점을 배울 수 있습니다.`,
    advice: '그림이 적으면 공통점 대신 그림 자체를 외웁니다.',
  },
  'colours-far-apart': {
    title: '색이 크게 다름',
    sentence: ({ values, number }) =>
      `양쪽의 평균 색이 CIE Lab으로 ${number('distance')}만큼 다르고(${number('far')}부터 큼), B쪽이 ${number('lightness')}만큼 더 ${(values['lightness'] ?? 0) < 0 ? '어둡습니다' : '밝습니다'}.`,
    advice: '처음에는 주로 색을 바꾸는 것부터 배웁니다. 이 그림들에서 차이가 가장 큽니다.',
  },
  'shapes-far-apart': {
    title: '형태가 크게 다름',
    sentence: ({ number }) =>
      `양쪽 윤곽의 차이가 한쪽 안에서의 차이의 ${number('ratio')}배입니다(${number('cross')} 대 ${number('own')}). ${number('far')}배부터 배우기 어렵습니다.`,
    advice: 'CycleGAN은 있는 것을 다시 칠할 뿐, 옮기거나 형태를 바꾸지는 못합니다. 양쪽을 비슷하게 자르거나 구도가 비슷한 그림을 고르세요.',
  },
  'grey-pictures': {
    title: '색이 없음',
    sentence: ({ count, number, format }) => `그림 ${number('all')}장 중 ${format.count(count)}장에 색이 없거나 거의 없습니다.`,
    advice: '색에 대해 배울 것이 없는 그림입니다. 완전한 흑백은 학습할 때 건너뜁니다.',
  },
  'missing-partners': {
    title: '짝이 없음',
    sentence: ({ count, number, format }) => `그림 ${number('all')}장 중 ${format.count(count)}장은 반대쪽에 이름이 같은 짝이 없습니다.`,
    advice: '짝은 확장자와 상관없이 두 폴더에서 이름이 같아야 합니다: photos/cat.jpg와 sketches/cat.png. 짝으로 학습할 때 나머지는 건너뜁니다.',
  },
  'captions-unread': {
    title: '설명 파일을 읽을 수 없음',
    sentence: () => '전에 읽은 설명은 그대로 쓰입니다.',
    advice: '파일을 제자리에 두고 다시 살펴보거나, 설명의 다른 출처를 고르세요.',
  },
  'captions-missing': {
    title: '설명이 없음',
    sentence: ({ count, number, format }) => `그림 ${number('all')}장 중 ${format.count(count)}장에 설명이 없습니다.`,
    advice: '학습할 때 빠집니다. 무엇을 그린 것인지 적거나, 설명의 다른 출처를 고르거나, 직접 빼세요.',
  },
  'captions-alike': {
    title: '모두 같은 설명',
    sentence: ({ count, format }) => `그림 ${format.count(count)}장의 설명이 모두 같아 구별할 것이 없습니다.`,
    advice: '그림마다 무엇이 다른지 적거나, 설명의 다른 출처를 고르세요.',
  },
  'captions-broken': {
    title: '설명 파일의 잘못된 줄',
    sentence: ({ count, number, format }) => `${format.count(count)}줄에는 설명이 없고, 설명 ${number('captions')}개를 읽었습니다.`,
    advice: '나머지 줄은 쓰입니다. 파일에서 고쳐 다시 살펴보거나 여기에서 설명을 적으세요.',
  },
  'captions-lost': {
    title: '없는 그림의 설명',
    sentence: ({ count, number, format }) =>
      `설명 ${format.count(count)}개는 그림을 찾지 못했거나 같은 이름의 그림이 여럿입니다. ${number('captions')}개는 찾았습니다.`,
    advice: '파일에 적힌 이름을 확인하거나 그 그림이 있는 폴더를 추가하세요. 이름이 같은 그림은 경로까지 적어야 합니다.',
  },
  'captions-long': {
    title: '아주 긴 설명',
    sentence: ({ count, number, format }) =>
      `그림 ${format.count(count)}장에 ${number('words')}낱말보다 긴 설명이 있으며, 가장 긴 것은 ${number('most')}낱말입니다.`,
    advice: '앞부분만 읽으니 가장 중요한 것을 먼저 적으세요.',
  },
};

export const findingsOf: typeof others = {
  stackgan: {
    'too-few': {
      title: '그림이 적음',
      sentence: ({ count, number, format }) =>
        `배울 그림이 ${format.count(count)}장입니다. ${number('enough')}장 이상이어야 배울 것이 있고, 수천 장이면 더 좋습니다.`,
      advice: '그림이 적으면 낱말의 뜻 대신 그림 자체를 외웁니다.',
    },
    'grey-among-colour': {
      title: '색이 있는 그림 사이의 흑백 그림',
      sentence: ({ count, number, format }) => `그림 ${number('all')}장 중 ${format.count(count)}장에 색이 없습니다.`,
      advice: '설명에 흑백이라는 말이 없으면 화가가 가끔 색을 빠뜨릴 수 있습니다.',
    },
  },
  colorize: {
    'too-few': {
      title: '그림이 적음',
      sentence: ({ count, number, format }) => `색을 배울 그림이 ${format.count(count)}장입니다. ${number('enough')}장 이상이어야 배울 것이 있습니다.`,
      advice: '그림이 적으면 어디에 어떤 색이 어울리는지 대신 그림 자체를 외웁니다.',
    },
  },
};
