import type { catalogErrors } from '../catalog.ts';
import { homeSentences } from './home.ts';
import type { SentencesOf } from './row.ts';

/** See `../catalog.ts`. */
export const catalogSentences: SentencesOf<typeof catalogErrors> = {
  ...homeSentences,
  RUN_UNKNOWN: { message: ({ run }) => `"${run}"이라는 학습이 없습니다.`, remedy: () => '목록에서 다른 학습을 고르세요.' },
  RUN_AMBIGUOUS: { message: ({ run, ids }) => `"${run}"에 맞는 학습이 여럿입니다: ${ids.join(', ')}.`, remedy: () => '글자를 더 쓰세요.' },
  RUN_WITHOUT_CHECKPOINT: {
    message: ({ run }) => `학습 ${run}에는 아직 체크포인트가 없습니다.`,
    remedy: () => '학습을 더 하세요. 정해진 시간이나 단계가 지나면 첫 체크포인트가 생깁니다.',
  },
  CHECKPOINT_UNKNOWN: {
    message: ({ checkpoint }) => `"${checkpoint}"이라는 체크포인트나 학습이 없습니다.`,
    remedy: () => '비교 화면에서 다른 체크포인트를 고르세요.',
  },
  CATALOG_DAMAGED: {
    message: ({ path, reason }) => `카탈로그 ${path}을(를) 읽을 수 없습니다: ${reason}`,
    remedy: () =>
      '바꾼 것은 없습니다. 백업으로 바꾸거나, 이름이 같고 -wal과 -shm으로 끝나는 파일과 함께 옮겨 두세요. 그러면 새로 만들며 "runs" 아래의 체크포인트는 온전히 남습니다.',
  },
  CATALOG_VALUE: {
    message: ({ column }) => `카탈로그의 ${column}에 예상하지 못한 값이 있습니다.`,
    remedy: () => '바꾼 것은 없습니다. 다른 버전의 Recast Studio가 썼다면 이 홈 폴더에는 그 버전을 쓰세요.',
  },
  CATALOG_NEWER: {
    message: ({ path, version, known }) => `카탈로그 ${path}은(는) 더 새로운 Recast Studio가 썼습니다(테이블 버전 ${version}, 이 프로그램은 ${known}까지).`,
    remedy: () => '바꾼 것은 없습니다. Recast Studio를 업데이트하거나 다른 홈 폴더를 고르세요.',
  },
  CATALOG_BUSY: {
    message: ({ path }) => `다른 프로그램이 카탈로그 ${path}을(를) 잡고 있습니다.`,
    remedy: () => '그 파일을 연 프로그램(데이터베이스 브라우저, 백업)을 닫고 다시 시도하세요.',
  },
  HOME_UNUSABLE: {
    message: ({ path, reason }) => `Recast Studio가 홈 폴더(${path})에 쓸 수 없습니다: ${reason}`,
    remedy: () => '쓰기 권한을 얻거나 다른 홈 폴더로 스튜디오를 시작하세요.',
  },
  HOME_FULL: {
    message: ({ path }) => `디스크가 가득 차서 ${path}을(를) 쓰지 못했습니다.`,
    remedy: () => '공간을 만드세요. 설정에서 캐시를 비우면 도움이 됩니다. 그러면 칠하던 그림은 저절로 저장되고, 멈춘 작업은 이어 갈 수 있습니다.',
  },
};
