import type { embeddingErrors } from '../embeddings.ts';
import type { SentencesOf } from './row.ts';

/** See `../embeddings.ts`. */
export const embeddingSentences: SentencesOf<typeof embeddingErrors> = {
  EMBEDDINGS_UNREADABLE: {
    message: ({ path, reason }) => `${path}의 임베딩을 쓸 수 없습니다: ${reason}.`,
    remedy: () => '설명마다 길이가 같은 행이 하나씩 있는 실수 .npy나 .safetensors를 주세요. 형식은 docs/captions.md에 있습니다.',
  },
  EMBEDDINGS_TOO_FEW: {
    message: ({ path, found, pictures }) => `그림 ${pictures}장 가운데 ${path}에 행이 있는 것은 ${found}장이며, 두 장이 필요합니다.`,
    remedy: () => '그림은 폴더 아래의 경로나 이름만으로 적어 주세요.',
  },
  EMBEDDINGS_ALIKE: {
    message: ({ path }) => `${path}의 모든 행이 같아 구별할 것이 없습니다.`,
    remedy: () => '서로 다른 것을 말하는 설명으로 다시 계산해 주세요.',
  },
  EMBEDDINGS_WIDTH: {
    message: ({ path, width, expected }) => `${path}의 행은 수가 ${width}개씩인데 ${expected}개여야 합니다.`,
    remedy: () => '학습할 때 쓴 인코더의 행을 쓰고, 길이는 지정하지 마세요. 길이는 파일에서 옵니다.',
  },
  EMBEDDINGS_CHANGED: {
    message: ({ path }) => `${path}에 학습을 시작할 때와 다른 임베딩이 들어 있습니다.`,
    remedy: () => '그때의 파일을 되돌려 놓거나, 이 파일로 새 학습을 시작하세요.',
  },
  EMBEDDINGS_NEEDED: {
    message: () => '주어진 임베딩으로 배우기로 했는데 주어진 것이 없습니다.',
    remedy: () => '.npy나 .safetensors 파일을 지정하세요.',
  },
  PAINTER_WITHOUT_ENCODER: {
    message: ({ checkpoint }) => `체크포인트 ${checkpoint}은(는) 주어진 임베딩으로 학습해서 문장을 읽지 못합니다.`,
    remedy: () => '같은 인코더로 문장을 임베딩으로 바꾸어 명령줄에 그 행을 주세요.',
  },
  PAINTER_WITH_ENCODER: {
    message: ({ checkpoint }) => `체크포인트 ${checkpoint}은(는) 문장을 스스로 읽으며, 다른 인코더의 임베딩은 모릅니다.`,
    remedy: () => '임베딩 없이 그릴 것을 글로 적어 주세요.',
  },
};
