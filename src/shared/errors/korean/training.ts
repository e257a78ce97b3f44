import { formatBytes } from '../../units.ts';
import type { trainingErrors } from '../training.ts';
import type { SentencesOf } from './row.ts';

/** See `../training.ts`. */
export const trainingSentences: SentencesOf<typeof trainingErrors> = {
  CHECKPOINT_DAMAGED: {
    message: ({ path, reason }) => `체크포인트 ${path}을(를) 읽을 수 없습니다: ${reason}`,
    remedy: () => '같은 학습의 이전 체크포인트를 쓰세요.',
  },
  CHECKPOINT_NEWER: {
    message: ({ path }) => `체크포인트 ${path}은(는) 더 새로운 Recast Studio에서 만들었습니다.`,
    remedy: () => '그 버전을 쓰거나 다른 체크포인트를 고르세요.',
  },
  CHECKPOINT_MISFIT: {
    message: ({ path, reason }) => `체크포인트 ${path}은(는) 이 설정에 맞지 않습니다: ${reason}`,
    remedy: () => '학습할 때 쓴 설정으로 계속하거나 새로 학습하세요.',
  },
  BRANCH_MISFIT: {
    message: ({ checkpoint, changed }) =>
      `${checkpoint}의 가중치는 다른 신경망에 맞지 않습니다: ${changed.map(({ setting, from, to }) => `${setting}이(가) ${from}인데 ${to}(으)로 바뀝니다`).join(', ')}.`,
    remedy: ({ changed }) => `${changed.map(({ setting }) => setting).join(', ')}을(를) 그대로 두거나 이 설정으로 새로 학습하세요.`,
  },
  CHECKPOINT_UNWRITABLE: {
    message: ({ path }) => `체크포인트를 저장할 수 없습니다. ${path} 아래에 쓸 권한이 없습니다.`,
    remedy: () => '쓰기 권한을 얻거나 다른 홈 폴더를 고른 뒤 학습을 이어 가세요.',
  },
  DISK_FULL: {
    message: ({ path, needed, room }) =>
      `디스크가 가득 찼습니다. ${path} 아래에 저장하려면 ${formatBytes(needed)}가 필요합니다${room === null ? '' : `(남은 공간 ${formatBytes(room)})`}. 마지막 체크포인트는 온전합니다.`,
    remedy: ({ needed }) => `${formatBytes(needed)} 이상 비운 뒤 학습을 이어 가세요.`,
  },
  TRAINING_DIVERGED: {
    message: ({ step, what, saved }) =>
      `학습이 발산했습니다. ${step}단계에서 ${what}이(가) 더 이상 숫자가 아닙니다. ${saved > 0 ? `${saved}단계의 체크포인트는 온전합니다.` : '그 전에 저장된 체크포인트는 없습니다.'}`,
    remedy: ({ saved }) => `학습률을 낮추고 ${saved > 0 ? '그 체크포인트에서 이어 가세요.' : '다시 시작하세요.'}`,
  },
  MEMORY_TOO_SMALL: {
    message: ({ needed, machine }) => `이 설정에는 메모리가 약 ${formatBytes(needed)} 필요한데 이 컴퓨터에는 ${formatBytes(machine)}가 있습니다.`,
    remedy: ({ fitting }) => (fitting === null ? '크기나 채널 수를 줄이세요.' : `다음 설정이면 맞습니다: ${fitting}.`),
  },
};
