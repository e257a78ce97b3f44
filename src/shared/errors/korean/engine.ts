import type { engineErrors } from '../engine.ts';
import type { SentencesOf } from './row.ts';

/** See `../engine.ts`. */
export const engineSentences: SentencesOf<typeof engineErrors> = {
  DEVICE_UNUSABLE: {
    message: ({ device, reason }) => `장치 "${device}"을(를) 쓸 수 없습니다: ${reason}`,
    remedy: () => '설정에서 자동이나 프로세서를 고르세요. 설정의 엔진 항목에 이 컴퓨터에서 작동하는 장치가 나옵니다.',
  },
  TORCH_UNUSABLE: {
    message: ({ python, reason }) => `비교할 PyTorch가 없습니다. ${python}의 답: ${reason}`,
    remedy: () => 'Python에 PyTorch를 설치하거나 PyTorch가 있는 Python을 환경 변수 RECAST_PYTHON에 지정하세요. 스튜디오는 그것 없이도 작동합니다.',
  },
  TORCH_DIFFERS: {
    message: ({ script, network, ours, theirs }) =>
      `PyTorch의 신경망이 여기의 것과 다릅니다. ${script}의 "${network}"에는 매개변수가 ${theirs}개, 여기에는 ${ours}개 있습니다.`,
    remedy: () => '시간을 비교할 수 없어 아무것도 재지 않았습니다. Recast Studio를 함께 들어 있는 스크립트와 다시 설치하세요.',
  },
  TENSORFLOW_MISSING: {
    message: () => 'TensorFlow가 설치되어 있지 않아 실행기 "tensorflow"를 쓸 수 없습니다.',
    remedy: () => '설정의 TensorFlow 항목에서 설치하거나 다른 장치를 고르세요. 다른 장치는 설치가 필요 없습니다.',
  },
  TENSORFLOW_UNUSABLE: {
    message: ({ reason }) => `TensorFlow가 설치되어 있지만 쓸 수 없습니다: ${reason}`,
    remedy: () => '설정의 TensorFlow 항목에서 다시 설치하거나 다른 장치를 고르세요.',
  },
  PROBE_FAILED: {
    message: ({ reason }) => `이 컴퓨터의 장치를 확인하지 못했습니다: ${reason}`,
    remedy: () => '다시 시도하세요. 또 실패하면 작업 현황의 작업 기록이 더 자세히 알려 줍니다.',
  },
  TENSORFLOW_NOT_OFFERED: {
    message: ({ system, gpu }) => `이 종류의 컴퓨터(${system})에 맞는 ${gpu ? '그래픽 카드용 ' : ''}TensorFlow는 없습니다.`,
    remedy: ({ gpu }) => (gpu ? '프로세서용을 설치하세요.' : '기본 실행기는 그것 없이도 작동합니다.'),
  },
  TENSORFLOW_BUSY: {
    message: ({ pid }) => `프로세스 ${pid}이(가) 이미 TensorFlow를 설치하고 있습니다.`,
    remedy: () => '기다리거나 그 프로세스를 끝내고 다시 시도하세요.',
  },
  TENSORFLOW_INSTALL_FAILED: {
    message: ({ doing, reason }) => `TensorFlow를 설치하지 못했습니다: ${doing}, ${reason}`,
    remedy: ({ remedy }) => `${remedy} 남은 파일은 없습니다.`,
  },
  TENSORFLOW_NO_CUDA: {
    message: ({ missing }) =>
      `TensorFlow가 쓸 수 있는 NVIDIA 카드를 찾지 못했습니다${missing.length > 0 ? `. 없는 것: ${missing.join(', ')}` : ''}. NVIDIA 드라이버, CUDA 11.2, cuDNN 8.1이 필요합니다.`,
    remedy: () => '그것들을 설치하고 다시 시도하거나 프로세서용을 설치하세요. 남은 파일은 없습니다.',
  },
};
