import { formatBytes, formatCount } from '../../units.ts';
import type { hostErrors } from '../hosts.ts';
import type { SentencesOf } from './row.ts';

const abilities = {
  pickers: '파일과 폴더를 고르는 대화 상자를 열',
  reveal: '시스템의 파일 관리자를 열',
  browse: '이 컴퓨터의 폴더를 보여 줄',
  menus: '시스템 메뉴를 보여 줄',
} as const;

const restart = '브라우저용 스튜디오를 시작하는 사람이 바로잡아야 합니다.';

/** See `../hosts.ts`. */
export const hostSentences: SentencesOf<typeof hostErrors> = {
  HOST_CANNOT: {
    message: ({ what }) => `이 창에서는 ${abilities[what]} 수 없습니다.`,
    remedy: ({ what }) =>
      what === 'browse'
        ? '그림을 창에 끌어다 놓으세요. 스튜디오를 시작하는 사람이 그 컴퓨터의 폴더를 허용할 수도 있습니다.'
        : '데스크톱 스튜디오를 쓰거나 파일을 창에 끌어다 놓으세요.',
  },
  PATH_NOT_ALLOWED: {
    message: ({ path }) => `${path}은(는) 이 창이 쓸 수 있는 폴더가 아닙니다.`,
    remedy: () => '파일을 창에 끌어다 놓으세요. 스튜디오를 시작하는 사람이 그 폴더를 허용할 수도 있습니다.',
  },
  PLACE_NOT_ALLOWED: {
    message: ({ path, use }) => `${path}은(는) 이 창이 ${use === 'write' ? '파일을 쓸' : '스튜디오를 옮길'} 수 있는 폴더가 아닙니다.`,
    remedy: ({ use }) =>
      use === 'write'
        ? '위치를 정하지 마세요. 그러면 결과가 내보내기 폴더에 놓이고 내려받을 수 있습니다. 스튜디오를 시작하는 사람이 그 폴더를 허용할 수도 있습니다.'
        : '스튜디오를 시작하는 사람이 그 폴더를 허용하거나, 그 컴퓨터의 데스크톱 스튜디오에서 옮길 수 있습니다.',
  },
  WINDOW_NOT_BUILT: {
    message: ({ folder }) => `창의 파일이 없습니다(${folder}).`,
    remedy: () => 'Recast Studio를 다시 설치하거나 다시 빌드하세요.',
  },
  PORT_TAKEN: {
    message: ({ host, port }) => `다른 프로그램이 이미 ${host}의 포트 ${port}을(를) 쓰고 있습니다.`,
    remedy: () => restart,
  },
  STUDIO_SERVED_ALREADY: {
    message: ({ home, address }) => `${home}의 스튜디오는 이미 ${address}에서 열려 있습니다.`,
    remedy: ({ entrance }) => `1분 안에 ${entrance}을(를) 여세요.`,
  },
  ADDRESS_UNUSABLE: {
    message: ({ host, port, reason }) => `${host}의 포트 ${port}에서 열 수 없습니다: ${reason}.`,
    remedy: () => restart,
  },
  PASSWORD_TOO_SHORT: {
    message: ({ least }) => `RECAST_PASSWORD의 비밀번호가 너무 짧습니다. ${least}자 이상이어야 합니다.`,
    remedy: () => '더 긴 것을 고르거나 빼세요. 그러면 출력된 토큰을 묻습니다.',
  },
  UPLOAD_UNKNOWN: { message: ({ id }) => `업로드 "${id}"이(가) 없습니다.`, remedy: () => '파일을 창에 다시 끌어다 놓으세요. 이미 도착한 것은 남아 있습니다.' },
  UPLOAD_NAME_REFUSED: {
    message: ({ file }) => `"${file}"은(는) 여기에서 파일 이름으로 쓸 수 없습니다.`,
    remedy: () => '이름을 바꾸세요. 폴더를 벗어나는 경로나 제어 문자는 쓸 수 없고, 이름은 200자, 전체는 1,000자까지입니다.',
  },
  UPLOAD_KIND_REFUSED: {
    message: ({ file }) => `"${file}"은(는) 그림도 가중치 파일도 아닙니다.`,
    remedy: () => '제외하세요. png, jpeg, webp, gif, tiff, avif, svg 그림과 .safetensors, .pth, .pt 파일, .psd, .ora 채색 그림을 받습니다.',
  },
  UPLOAD_TOO_LARGE: {
    message: ({ file, bytes, most }) => `"${file}"은(는) ${formatBytes(bytes)}이며, ${formatBytes(most)}까지 받습니다.`,
    remedy: () => '그림을 줄이거나, 스튜디오가 있는 컴퓨터에 복사하고 그 폴더를 허용하게 하세요.',
  },
  UPLOAD_TOO_MANY: {
    message: ({ uploads }) => `이미 업로드 ${formatCount(uploads)}개가 진행 중입니다.`,
    remedy: () => '끝나기를 기다리거나 일부를 취소하고 다시 끌어다 놓으세요.',
  },
  UPLOAD_NO_ROOM: {
    message: ({ needed, room, spare }) =>
      `파일에 ${formatBytes(needed)}가 필요한데 스튜디오의 디스크에는 ${formatBytes(room)}가 남아 있고, 그중 ${formatBytes(spare)}는 비워 둡니다.`,
    remedy: () => '그곳에 공간을 만들거나 그림을 줄이세요. 이미 도착한 것은 남아 있습니다.',
  },
};
