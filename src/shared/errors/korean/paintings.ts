import type { paintingErrors } from '../paintings.ts';
import type { SentencesOf } from './row.ts';

/** See `../paintings.ts`. */
export const paintingSentences: SentencesOf<typeof paintingErrors> = {
  PAINTING_UNKNOWN: {
    message: ({ painting }) => `${painting}번 채색 그림이 더 이상 없습니다.`,
    remedy: () => '다른 창에서 완전히 지웠을 수 있습니다. 그림을 다시 여세요.',
  },
  PAINTING_WITHOUT_COLOURIST: {
    message: ({ painting }) => `"${painting}"에 채색 모델이 없습니다.`,
    remedy: () => '채색 모델을 고르세요. 채색 프로젝트에서 내 그림으로 가르칠 수 있습니다.',
  },
  PAINTING_DAMAGED: {
    message: ({ painting, reason }) => `홈 폴더에 있는 "${painting}"의 그림을 읽을 수 없습니다: ${reason}.`,
    remedy: () => '힌트는 남아 있습니다. 파일로 저장하고 그림을 다시 연 뒤 그 위에 올리세요.',
  },
  COLOURIST_NEEDED: {
    message: ({ checkpoint, architecture }) => `체크포인트 ${checkpoint}은(는) 색 힌트를 받지 않는 "${architecture}"입니다.`,
    remedy: () => '채색 모델의 체크포인트를 고르세요.',
  },
  PAINTING_FORMAT_UNKNOWN: {
    message: ({ path }) => `${path}의 확장자는 채색 그림을 저장할 수 있는 형식이 아닙니다.`,
    remedy: () => '.png, .jpg, .webp, .psd, .ora 가운데 하나를 쓰세요.',
  },
  COLORIZE_FOLDER: {
    message: ({ path }) => `${path}은(는) 폴더입니다. 그림은 한 장씩 색칠합니다.`,
    remedy: () => '폴더는 "폴더 색칠하기"로 색칠하세요.',
  },
  HINTS_UNREADABLE: {
    message: ({ path, reason }) => `${path}의 힌트를 쓸 수 없습니다: ${reason}.`,
    remedy: () => '스튜디오에서 다시 저장하거나 파일을 고치세요. 파일의 형식은 설명서의 docs/hints.md에 있습니다.',
  },
};
