import type { weightsErrors } from '../weights.ts';
import type { SentencesOf } from './row.ts';

/** See `../weights.ts`. */
export const weightsSentences: SentencesOf<typeof weightsErrors> = {
  WEIGHTS_MISSING: {
    message: ({ path, reason }) => `파일 ${path}을(를) 열 수 없습니다: ${reason}`,
    remedy: () => '경로를 확인하세요. .pth, .pt, .safetensors 파일이어야 합니다.',
  },
  WEIGHTS_UNREADABLE: {
    message: ({ path, reason }) => `${path}을(를) 가중치로 읽을 수 없습니다: ${reason}`,
    remedy: () => '바꾼 것은 없습니다. 파일을 다시 받거나 저장하세요. PyTorch가 저장한 state dict나 safetensors 파일이어야 합니다.',
  },
  WEIGHTS_FOREIGN_OBJECT: {
    message: ({ path, name }) =>
      `${path}에 텐서가 아닌 Python 객체 "${name}"이(가) 있어 거부했습니다. 그런 객체를 만들면 어떤 프로그램이든 실행될 수 있습니다. 실행된 것은 없습니다.`,
    remedy: () => '믿을 수 있는 파일이라면 PyTorch에서 가중치만 저장하세요: torch.save(network.state_dict(), "weights.pth").',
  },
  WEIGHTS_NO_NETWORK: {
    message: ({ path, found }) =>
      `${path}에 CycleGAN 신경망이 없습니다. 찾은 것: ${found}. 필요한 것: 모양이 [n, 3, 7, 7]인 "model.1.weight"(ResNet 생성기) 또는 [n, 3, 4, 4]인 "model.model.0.weight"(U-Net 생성기).`,
    remedy: () => '이름이 기준 구현과 같은 CycleGAN 생성기를 가져오세요: latest_net_G_A.pth, latest_net_G_B.pth.',
  },
  WEIGHTS_KIND_REFUSED: {
    message: ({ path, network, kind, evidence }) => `${path}: Recast Studio에 없는 종류입니다(${network} ${kind}, "${evidence}"이(가) 들어 있음).`,
    remedy: () => 'CycleGAN의 기본처럼 인스턴스 정규화를 쓰고 안티앨리어싱과 드롭아웃이 없는 신경망을 가져오세요.',
  },
  WEIGHTS_MISFIT: {
    message: ({ path, network, reason }) => `${path}: ${network}의 부분들이 서로 맞지 않습니다: ${reason}`,
    remedy: () => '해당 모델의 기준 구현이 만드는 신경망을 가져오세요. 바꾼 것은 없습니다.',
  },
  WEIGHTS_NOT_NUMBERS: {
    message: ({ path, tensor }) => `${path}: "${tensor}"에 유한하지 않은 값이 있습니다. 발산한 학습이 이런 파일을 남깁니다.`,
    remedy: () => '그 학습에서 더 일찍 저장한 가중치를 가져오세요.',
  },
  WEIGHTS_NO_COLOURIST: {
    message: ({ path }) => `${path} 파일에는 채색가가 아니라 다른 신경망이 들어 있습니다.`,
    remedy: () => '힌트로 채색하는 신경망의 가중치를 고르세요. 변환기는 변환 프로젝트 페이지에서 가져옵니다. 바뀐 것은 없습니다.',
  },
  WEIGHTS_DIFFER: {
    message: ({ one, other, what }) => `${one}과(와) ${other}은(는) 서로 다른 신경망입니다(${what}). 변환기의 두 방향은 같아야 합니다.`,
    remedy: () => '하나씩 가져오세요. 각각 한 방향의 변환기가 됩니다.',
  },
  WEIGHTS_TOO_MANY: {
    message: ({ what, names }) => `${what}에 해당하는 것이 여럿입니다: ${names.join(', ')}.`,
    remedy: () => '생성기와 판별기를 각각 두 개까지만 지정하세요. netG_A는 a를 b로, netG_B는 b를 a로 바꿉니다.',
  },
  WEIGHTS_NO_GENERATOR: {
    message: ({ paths }) => `${paths.join(', ')}에는 판별기만 있습니다. 변환기에는 생성기가 필요합니다.`,
    remedy: () => '생성기 파일도 지정하세요: latest_net_G_A.pth.',
  },
  RESUME_WITHOUT_FOLDERS: {
    message: ({ run }) => `학습 ${run}은(는) 가져온 것이라 배울 그림이 없습니다.`,
    remedy: () => '그림이 있는 폴더를 지정하세요.',
  },
  RESUME_WITH_FOLDERS: {
    message: ({ run }) => `학습 ${run}에는 이미 폴더가 있으며 학습하는 동안 바뀌지 않습니다.`,
    remedy: () => '폴더를 빼거나 새로 학습하세요.',
  },
  RESUME_FOLDER_MOVED: {
    message: ({ run, path }) => `학습 ${run}의 그림이 더 이상 ${path}에 없습니다.`,
    remedy: () => '옮겼거나 이름을 바꿨다면 되돌려 놓거나, 지금 있는 폴더를 다시 고르세요.',
  },
  EXPORT_FORMAT_UNKNOWN: {
    message: ({ path }) => `파일 이름의 끝이 형식을 정하는데 ${path}의 끝은 알 수 없는 형식입니다.`,
    remedy: () => '.onnx(다른 프로그램), .safetensors 또는 .pth(PyTorch)로 끝나게 하세요.',
  },
  EXPORT_EXISTS: { message: ({ path }) => `${path}에 이미 무언가 있어 그대로 두었습니다.`, remedy: () => '다른 파일 이름을 고르세요.' },
  EXPORT_UNWRITABLE: {
    message: ({ path, reason }) => `파일 ${path}을(를) 쓸 수 없습니다: ${reason}`,
    remedy: () => '공간을 만들거나 쓰기 권한을 얻거나 다른 곳을 고르세요. 쓰다 만 파일은 남지 않았습니다.',
  },
  EXPORT_TOO_LARGE: {
    message: ({ path, bytes, limit }) => `모델이 ${bytes}바이트인데 ${path} 같은 파일에는 ${limit}바이트까지 들어갑니다.`,
    remedy: () => '반정밀도 .onnx로 쓰거나, 그런 한계가 없는 .safetensors로 쓰세요.',
  },
};
