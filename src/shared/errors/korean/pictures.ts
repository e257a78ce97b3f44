import { formatCount } from '../../units.ts';
import type { pictureErrors } from '../pictures.ts';
import type { SentencesOf } from './row.ts';

/** See `../pictures.ts`. */
export const pictureSentences: SentencesOf<typeof pictureErrors> = {
  FOLDER_MISSING: { message: ({ path }) => `${path}에 폴더가 없습니다.`, remedy: () => '경로를 확인하거나 폴더를 끌어다 놓으세요.' },
  FOLDER_IS_FILE: { message: ({ path }) => `${path}은(는) 파일이며, 폴더가 필요합니다.`, remedy: () => '그 파일이 들어 있는 폴더를 지정하세요.' },
  FOLDER_UNREADABLE: {
    message: ({ path, reason }) => `폴더 ${path}을(를) 읽을 수 없습니다: ${reason}.`,
    remedy: () => '읽기 권한을 얻거나 그림을 다른 폴더로 복사하세요.',
  },
  FOLDER_EMPTY: {
    message: ({ path, others }) => `${path}에 그림이 없습니다${others === 0 ? '' : `(다른 파일만 ${formatCount(others)}개)`}.`,
    remedy: () => '그림을 두 장 이상 넣으세요. 하위 폴더에 있어도 됩니다: png, jpeg, webp, gif, tiff, avif, svg.',
  },
  TOO_FEW_PICTURES: {
    message: ({ path, readable, skipped }) => {
      const found = `두 장이 필요한데 ${path}에서 쓸 수 있는 그림이 ${readable === 0 ? '없습니다' : '한 장뿐입니다'}.`;
      return skipped.length === 0
        ? found
        : `${found} 쓸 수 없는 그림 ${formatCount(skipped.length)}장 가운데 첫 번째는 ${skipped[0].path}입니다: ${skipped[0].reason}.`;
    },
    remedy: () => '폴더에 그림을 더 넣거나 쓸 수 없는 그림을 고치세요.',
  },
  ALL_HELD_OUT: {
    message: ({ side, trained, heldOut }) =>
      `${side.toUpperCase()} 쪽 그림 ${formatCount(heldOut)}장을 검증용으로 빼 두어 학습할 그림이 ${trained === 0 ? '없습니다' : `${formatCount(trained)}장뿐입니다`}. 두 장이 필요합니다.`,
    remedy: () => '검증용 그림을 줄이거나 그림을 더 넣으세요.',
  },
  NO_PARTNERS: {
    message: ({ path, partners }) => `${path}의 그림 가운데 ${partners}에 같은 이름의 짝이 있는 것이 없습니다.`,
    remedy: () => '짝을 이루는 두 파일의 이름을 같게 하세요. 확장자는 달라도 되고, 하위 폴더의 이름도 같아야 합니다: photos/cat.jpg와 sketches/cat.png.',
  },
  PICTURE_UNREADABLE: {
    message: ({ path, reason }) => `${path}을(를) 쓸 수 없습니다: ${reason}.`,
    remedy: () => '그림 편집기에서 열어 png나 jpeg로 다시 저장하거나, 제외하세요.',
  },
  PICTURE_UNWRITABLE: {
    message: ({ path, reason }) => `그림 ${path}을(를) 쓸 수 없습니다: ${reason}.`,
    remedy: () => '디스크에 공간을 만들거나 다른 폴더나 형식을 고른 뒤 다시 시도하세요.',
  },
};
