/** Errors of moving the home folder; part of the catalog's family. */
export const homeSentences = {
  HOME_BUSY: {
    message: () => '실행 중이거나 대기 중인 작업이 있으면 홈 폴더를 옮길 수 없습니다.',
    remedy: () => '모두 끝날 때까지 기다리거나 중지한 뒤 옮기세요.',
  },
  HOME_PLACE_UNFIT: {
    message: ({ path, reason }: { path: string; reason: string }) => `홈 폴더를 ${path}(으)로 옮길 수 없습니다: ${reason}.`,
    remedy: () => '빈 폴더나 새 이름을 고르세요.',
  },
  HOME_COPY_DIFFERS: {
    message: ({ path }: { path: string }) => `홈 폴더의 사본이 원본과 다릅니다. 다른 파일: ${path}. 바꾼 것은 없습니다.`,
    remedy: () => '다시 시도하거나 다른 디스크의 폴더를 고르세요. 이 디스크가 고장 나고 있을 수 있습니다.',
  },
};
