import type { conversionErrors } from '../conversion.ts';
import type { SentencesOf } from './row.ts';

const goesOn = '다시 시작하면 멈춘 곳에서 이어집니다.';

/** See `../conversion.ts`. */
export const conversionSentences: SentencesOf<typeof conversionErrors> = {
  CONVERT_INPUT_MISSING: { message: ({ path }) => `${path}에 그림이나 폴더가 없습니다.`, remedy: () => '경로를 확인하세요.' },
  CONVERT_NO_PICTURES: {
    message: ({ path, others }) => `폴더 ${path}에 변환할 그림이 없습니다${others === 0 ? '' : `(다른 파일만 ${others}개)`}.`,
    remedy: () => 'png, jpeg, webp, gif, tiff, avif, svg 파일이 들어 있는 폴더를 고르세요. 하위 폴더에 있어도 됩니다.',
  },
  CONVERT_ONTO_ITSELF: {
    message: ({ path }) => `변환한 그림이 ${path}의 원본을 덮어쓰게 됩니다.`,
    remedy: () => '다른 폴더를 고르세요. 없으면 새로 만듭니다.',
  },
  CONVERT_OUTPUT_IS_FILE: {
    message: ({ path }) => `저장할 곳 ${path}은(는) 폴더가 아니라 파일입니다.`,
    remedy: () => '폴더를 고르세요. 없으면 새로 만듭니다.',
  },
  CONVERT_OUTPUT_UNWRITABLE: {
    message: ({ path, reason }) => `${path}에 쓸 수 없습니다: ${reason}.`,
    remedy: () => `쓰기 권한을 얻거나 다른 폴더를 고르세요. ${goesOn}`,
  },
  CONVERT_DISK_FULL: {
    message: ({ path }) => `디스크가 가득 차서 변환한 그림 ${path}을(를) 쓰지 못했습니다. 그 전의 그림은 온전합니다.`,
    remedy: () => `디스크에 공간을 만들거나 다른 폴더를 고르세요. ${goesOn}`,
  },
  CONVERT_MODEL_UNKNOWN: {
    message: ({ path, architecture }) => `체크포인트 ${path}은(는) 그림을 변환할 수 없는 종류("${architecture}")입니다.`,
    remedy: () => '변환기의 체크포인트를 고르세요.',
  },
  CONVERT_DIRECTION_UNKNOWN: {
    message: ({ direction, known }) => `이 모델에는 "${direction}" 방향이 없습니다. 있는 방향: ${known.join(', ')}.`,
    remedy: ({ known }) => `${known.join(', ')} 가운데 하나를 쓰세요.`,
  },
  CONVERT_FOREIGN_OUTPUT: {
    message: ({ path }) => `${path}은(는) 이미 있으며 Recast Studio가 만든 것이 아니어서 그대로 두었습니다.`,
    remedy: () => '그 파일을 옮기거나 다른 폴더를 고르세요.',
  },
  PICTURE_GONE: {
    message: ({ picture }) => `그림 ${picture}번은 이제 어떤 프로젝트에도 없습니다.`,
    remedy: () => '폴더를 뺐거나 파일이 지워졌습니다. 다른 그림을 고르세요.',
  },
  PREVIEW_FAILED: { message: ({ path, reason }) => `${path}을(를) 변환하지 못했습니다: ${reason}`, remedy: () => '다른 그림을 고르세요.' },
  CONVERSION_UNKNOWN: {
    message: ({ conversion }) => `변환 작업 ${conversion}번이 더 이상 없습니다.`,
    remedy: () => '다른 창에서 목록에서 뺐습니다. 변환한 그림은 그대로 있습니다.',
  },
  CONVERSION_BUSY: {
    message: ({ title, state }) => `"${title}" 변환 작업이 지금 ${state} 상태입니다.`,
    remedy: () => '끝날 때까지 기다리거나 먼저 취소하세요.',
  },
};
