import type { captionErrors } from '../captions.ts';
import type { SentencesOf } from './row.ts';

/** See `../captions.ts`. */
export const captionSentences: SentencesOf<typeof captionErrors> = {
  CAPTIONS_UNREADABLE: {
    message: ({ path, reason }) => `${path}의 설명을 읽을 수 없습니다: ${reason}.`,
    remedy: () => '그림 이름 열과 설명 열이 있는 CSV나 "file"과 "caption"이 있는 JSON 줄 파일을 주세요.',
  },
  CAPTIONS_TOO_FEW: {
    message: ({ path, captioned, pictures, captions }) =>
      `${path}의 그림 ${pictures}장 가운데 ${captions === null ? '' : `${captions}에 `}설명이 있는 것은 ${captioned}장이며, 두 장이 필요합니다.`,
    remedy: ({ captions }) =>
      captions === null
        ? '설명 파일을 지정하거나 그림마다 같은 이름의 .txt를 두세요.'
        : '줄마다 폴더에 있는 그대로의 그림 이름과 그 그림의 설명이 있어야 합니다.',
  },
  CAPTIONS_ALIKE: {
    message: ({ path, caption }) => `${path}의 모든 그림에 같은 설명 "${caption}"이 붙어 있어 구별할 것이 없습니다.`,
    remedy: () => '그림마다, 적어도 몇 장에는 무엇이 다른지 적어 주세요.',
  },
  STAGE_WITHOUT_FIRST: {
    message: () => '2단계는 1단계가 배운 것으로 그리는데, 1단계가 없습니다.',
    remedy: () => '두 단계를 모두 학습하거나 1단계 학습을 이어 가세요.',
  },
  STAGE_NOT_LEARNED: {
    message: ({ checkpoint }) => `체크포인트 ${checkpoint}은(는) 낱말만 배워서 2단계가 바탕으로 삼을 1단계가 없습니다.`,
    remedy: () => '더 학습하거나 다른 체크포인트를 고르세요.',
  },
  STAGE_PASSED: {
    message: ({ checkpoint }) => `체크포인트 ${checkpoint}은(는) 이미 크게 그리며, 1단계는 지났습니다.`,
    remedy: () => '2단계를 이어 가거나, 1단계만 배우는 새 학습을 시작하세요.',
  },
  SIZE_NOT_A_POWER: {
    message: ({ size }) => `${size}px은 2의 거듭제곱이 아닌데, 이 신경망은 크기를 두 배로 늘리고 절반으로 줄입니다.`,
    remedy: () => '2의 거듭제곱을 고르세요. 작은 그림은 64px, 큰 그림은 128px이나 256px입니다.',
  },
  SIZES_TOO_NEAR: {
    message: ({ size, largeSize }) => `큰 그림 ${largeSize}px이 작은 그림 ${size}px보다 크지 않습니다.`,
    remedy: ({ size }) => `큰 그림을 ${2 * size}px 이상으로 하세요.`,
  },
  NOT_A_PAINTER: {
    message: ({ checkpoint, reason }) => `체크포인트 ${checkpoint}은(는) 글로 그림을 그릴 수 없습니다: ${reason}.`,
    remedy: () => '낱말 단계를 넘어 학습한 StackGAN 학습을 고르세요.',
  },
  VOCABULARY_MISFIT: {
    message: ({ path, reason }) => `${path}의 어휘가 이 체크포인트의 것이 아닙니다: ${reason}.`,
    remedy: () => '같은 학습의 이전 체크포인트를 쓰세요. 다른 학습의 어휘는 다른 낱말을 뜻합니다.',
  },
  SENTENCE_EMPTY: {
    message: ({ where }) => `${where}에 문장이 없습니다.`,
    remedy: () => '그릴 것을 몇 마디로 적어 주세요.',
  },
  SENTENCES_UNREADABLE: {
    message: ({ path, reason }) => `${path}의 문장을 읽을 수 없습니다: ${reason}.`,
    remedy: () => '한 줄에 한 문장씩 적은 텍스트 파일을 주세요.',
  },
  SENTENCE_MISSING: {
    message: () => '그릴 문장이 없습니다.',
    remedy: () => '그릴 것을 몇 마디로 적어 주세요.',
  },
  DRAWING_UNKNOWN: {
    message: ({ drawing }) => `${drawing}번 그림은 이제 없습니다.`,
    remedy: () => '다른 창에서 완전히 지웠을 수 있습니다. 다시 그려 주세요.',
  },
  DRAWING_UNREADABLE: {
    message: ({ path }) => `${path}에는 어떻게 그렸는지가 적혀 있지 않습니다.`,
    remedy: () => '여기서 그려 저장한 그대로의 그림을 고르세요. 다른 프로그램은 화소 밖의 내용을 버리는 일이 많습니다.',
  },
  SENTENCE_UNKNOWN: {
    message: ({ sentence }) => `"${sentence}"의 낱말, 낱말 조각, 글자 가운데 설명에서 본 것이 하나도 없습니다.`,
    remedy: () => '학습한 설명에 나오는 낱말을 쓰세요.',
  },
};
