import type {
  bring as bringWords,
  common as commonWords,
  connectionWords as connectionWordsOf,
  failures as failureWords,
  parts as partWords,
  phases as phaseWords,
  states as stateWords,
} from '../en/common.ts';

export const common: typeof commonWords = {
  studio: 'Recast Studio',
  ok: '확인',
  cancel: '취소',
  close: '닫기',
  save: '저장',
  undo: '실행 취소',
  retry: '다시 시도',
  more: '더 보기',
  on: '켬',
  off: '끔',
  all: '전체',
  none: '없음',
  search: '검색',
  clear: '지우기',
  copy: '복사',
  copied: '복사했습니다',
  loading: '불러오는 중',
  working: '작업 중',
  of: (done, total) => `${total} 중 ${done}`,
  timeLeft: (time) => `${time} 남음`,
  selected: (_, text) => `${text}개 선택됨`,
  pictures: (_, text) => `그림 ${text}장`,
  files: (_, text) => `파일 ${text}개`,
  step: (step) => `${step}단계`,
  epoch: (epoch) => `에포크 ${epoch}`,
  picturesPerSecond: (rate) => `초당 ${rate}장`,
  justNow: '방금',
  noPicture: '아직 그림이 없습니다',
  pictureMissing: '이 그림을 표시할 수 없습니다.',
  sideA: 'A',
  sideB: 'B',
  direction: (from, to) => `${from} → ${to}`,
  colorize: '그림에 색칠하기',
  zoomIn: '크게',
  zoomOut: '작게',
  fit: '맞춤',
  previous: '이전',
  next: '다음',
  before: '전',
  after: '후',
  beforeAfter: '변환 후 그림이 차지하는 비율',
  exported: (path) => `${path}에 저장했습니다.`,
  download: '다운로드',
  openFolder: '폴더 열기',
  saveAs: '저장할 곳',
  openBig: '크게 보기',
};

export const connectionWords: typeof connectionWordsOf = {
  first: '스튜디오를 여는 중',
  lost: '스튜디오에 연결할 수 없습니다. 자동으로 다시 시도하며, 저장된 것은 안전합니다.',
  back: '다시 연결되었습니다.',
  retryNow: '지금 연결',
};

export const failures: typeof failureWords = {
  CONNECTION_LOST: { message: '스튜디오에 연결할 수 없습니다.', remedy: '자동으로 다시 시도합니다. 잃어버리는 것은 없습니다.' },
  UNEXPECTED: {
    message: '예상하지 못한 일이 일어났습니다.',
    remedy: 'Recast Studio의 결함입니다. 아래 내용과 함께 알려 주세요. 지금까지 저장된 작업은 그대로 있습니다.',
  },
  details: '자세한 내용',
};

export const states: typeof stateWords = {
  queued: '대기 중',
  starting: '시작 중',
  running: '실행 중',
  paused: '일시 정지',
  finished: '완료',
  stopped: '중지됨',
  interrupted: '중단됨',
  failed: '실패',
  new: '새 프로젝트',
  waiting: '대기 중',
};

export const phases: typeof phaseWords = {
  starting: '엔진을 시작하는 중',
  'reading pictures': '그림을 읽는 중',
  compiling: '이 컴퓨터에 맞게 신경망을 준비하는 중',
  training: '학습 중',
  converting: '변환 중',
  drawing: '그리는 중',
  saving: '저장 중',
  finishing: '마무리하는 중',
};

export const bring: typeof bringWords = {
  dropFolder: '그림 폴더를 끌어다 놓으세요',
  dropFiles: '그림이나 폴더를 끌어다 놓으세요',
  orChoose: '또는 직접 고르세요',
  chooseFolder: '폴더 선택',
  chooseFiles: '파일 선택',
  browseHost: '이 컴퓨터의 폴더',
  release: '놓으면 추가됩니다',
  sending: '보내는 중',
  uploading: (name) => `${name} 보내는 중`,
  uploadingFiles: (done, total) => `파일 ${total}개 중 ${done}개`,
  captionsBelong: '설명 파일은 그 그림이 있는 화가 프로젝트의 데이터 화면에 놓으세요.',
  nothingUsable: '끌어다 놓은 것에 그림이 없습니다.',
  up: '상위 폴더',
  useFolder: '이 폴더 사용',
  emptyFolder: '이 폴더는 비어 있습니다.',
  pickFolder: '폴더 선택',
  pickFile: '파일 선택',
};

export const parts: typeof partWords = {
  words: '낱말을 배우는 중',
  small: '작은 그림을 배우는 중',
  large: '큰 그림을 배우는 중',
};
