import type { jobErrors, OfWork, Work } from '../jobs.ts';
import type { SentencesOf } from './row.ts';

const goOn: Readonly<Record<Work, string>> = {
  training: '마지막 체크포인트에서 이어 갈 수 있습니다.',
  batch: '"이어서 하기"를 누르면 남은 것부터 이어 갑니다. 끝난 것은 그대로 있습니다.',
  other: '다시 시도하세요.',
};
const goingOn = ({ work = 'training' }: OfWork): string => goOn[work];

/** See `../jobs.ts`. */
export const jobSentences: SentencesOf<typeof jobErrors> = {
  ENGINE_OUT_OF_MEMORY: {
    message: ({ doing, how }) => `엔진 프로세스가 갑자기 끝났습니다(${doing}, ${how}). 메모리가 모자랄 때 일어나는 일입니다.`,
    remedy: ({ work = 'training' }) => `다른 프로그램을 닫${work === 'training' ? '거나 크기, 채널, 배치를 줄이' : '으'}세요. ${goOn[work]}`,
  },
  ENGINE_CRASHED: {
    message: ({ doing, how }) => `엔진 프로세스가 비정상 종료되었습니다(${doing}, ${how}).`,
    remedy: ({ work = 'training' }) =>
      `${goOn[work]} 또 일어나면 장치를 프로세서로 바꾸고, ${work === 'training' ? '학습의 "reports"' : '홈의 "logs/reports"'} 폴더에 있는 최신 파일과 함께 알려 주세요.`,
  },
  ENGINE_KILLED: { message: ({ doing, how }) => `엔진 프로세스를 밖에서 끝냈습니다(${doing}, ${how}).`, remedy: goingOn },
  ENGINE_EXITED: {
    message: ({ doing, code, last }) => `엔진 프로세스가 아무 말 없이 코드 ${code}(으)로 끝났습니다(${doing})${last === '' ? '.' : `. 마지막 출력: ${last}`}`,
    remedy: (details) => `Recast Studio의 결함이니 알려 주세요. ${goingOn(details)}`,
  },
  ENGINE_NOT_STARTED: {
    message: ({ reason }) => `엔진 프로세스를 시작하지 못했습니다: ${reason}`,
    remedy: () => '다른 프로그램을 닫고 다시 시도하세요. 설정의 상태 점검이 이 컴퓨터를 살펴봅니다.',
  },
  ENGINE_MISUNDERSTOOD: {
    message: ({ issue }) => `엔진 프로세스가 이 프로그램이 모르는 말을 했습니다: ${issue}`,
    remedy: (details) => `Recast Studio의 결함이니 알려 주세요. ${goingOn(details)}`,
  },
  HOST_LOST: {
    message: () => '이 작업을 지켜보던 프로그램이 끝났습니다(터미널을 닫았거나, 강제로 끝냈거나, 전원이 꺼졌습니다).',
    remedy: goingOn,
  },
  JOB_KILLED: {
    message: ({ work = 'training' }) => `요청대로 작업을 바로 끝냈습니다.${work === 'training' ? ' 마지막 체크포인트 뒤에 한 일은 사라졌습니다.' : ''}`,
    remedy: goingOn,
  },
  REQUEST_REFUSED: { message: ({ reason }) => `요청대로 할 수 없습니다: ${reason}`, remedy: () => '값을 고치세요.' },
  RUN_BUSY: { message: ({ run, state }) => `학습 ${run}은(는) 이미 ${state} 상태입니다.`, remedy: () => '실행 중이라면 먼저 중지하세요.' },
  JOB_UNKNOWN: {
    message: ({ job }) => `작업 "${job}"이(가) 더 이상 없습니다.`,
    remedy: () => '목록을 다시 보세요. 이미 끝났거나 같은 홈을 쓰는 다른 프로그램이 뺐습니다.',
  },
  JOB_ELSEWHERE: {
    message: ({ title, pid }) => `"${title}" 작업은 같은 홈을 쓰는 다른 프로그램(프로세스 ${pid})이 하고 있습니다.`,
    remedy: () => '시작한 곳에서 멈추세요. 터미널이라면 Ctrl-C, 아니면 그 프로그램의 창에서 멈출 수 있습니다.',
  },
  JOB_NOT_RUNNING: {
    message: ({ title, state }) => `"${title}" 작업은 ${state} 상태라서 멈추거나 계속할 것이 없습니다.`,
    remedy: () => '실행될 때까지 기다리거나 대기열에서 빼세요.',
  },
  JOB_NOT_WAITING: { message: ({ title }) => `"${title}" 작업은 대기열에 없습니다.`, remedy: () => '대기 중인 작업만 옮길 수 있습니다.' },
  PROJECT_UNKNOWN: {
    message: ({ project }) => `프로젝트 ${project}번이 더 이상 없습니다.`,
    remedy: () => '다른 창에서 휴지통을 비웠을 수 있습니다. 다른 프로젝트를 고르세요.',
  },
  PROJECT_WITHOUT_PICTURES: {
    message: ({ project }) => `프로젝트 "${project}"의 양쪽에 아직 그림 폴더가 없습니다.`,
    remedy: () => 'A와 B에 폴더를 하나씩 넣은 다음 학습을 시작하세요.',
  },
  RUN_NOT_ENDED: { message: ({ run, state }) => `학습 "${run}"은(는) ${state} 상태입니다.`, remedy: () => '먼저 중지하면 휴지통으로 옮길 수 있습니다.' },
  RUN_NOT_QUEUED: { message: ({ run }) => `학습 ${run}은(는) 대기열에 없습니다.`, remedy: () => '작업 현황에서 대기 중인 학습을 볼 수 있습니다.' },
};
