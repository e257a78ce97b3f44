import type { projectErrors } from '../projects.ts';
import type { SentencesOf } from './row.ts';

/** See `../projects.ts`. */
export const projectSentences: SentencesOf<typeof projectErrors> = {
  PROJECT_NAME_TAKEN: {
    message: ({ name }) => `"${name}"이라는 프로젝트가 이미 있습니다.`,
    remedy: () => '다른 이름을 고르세요. 휴지통의 프로젝트는 휴지통을 비울 때까지 이름을 유지합니다.',
  },
  FOLDERS_OVERLAP: {
    message: ({ path, other, side }) =>
      path === other ? `폴더 ${path}은(는) 이미 ${side} 쪽에 있습니다.` : `폴더 ${path}과(와) ${side} 쪽의 ${other}은(는) 하나가 다른 하나 안에 있습니다.`,
    remedy: () => '그림은 한쪽에 한 번만 속합니다. 다른 폴더를 먼저 빼거나 서로 겹치지 않는 폴더를 고르세요.',
  },
  FOLDER_NOT_OF_PROJECT: { message: ({ path }) => `폴더 ${path}은(는) 이 프로젝트에 없습니다.`, remedy: () => '다른 창에서 뺐을 수 있습니다.' },
  SIDE_WITHOUT_FOLDER: { message: ({ side }) => `${side} 쪽에 아직 그림 폴더가 없습니다.`, remedy: () => '그림이 두 장 이상 있는 폴더를 넣으세요.' },
};
