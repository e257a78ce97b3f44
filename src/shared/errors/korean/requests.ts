import type { requestErrors } from '../requests.ts';
import type { SentencesOf } from './row.ts';

const listed = (words: readonly string[]): string => words.join(', ');
const withUnit = (value: number, unit: string): string => (unit === '' ? `${value}` : `${value} ${unit}`);

/** See `../requests.ts`. */
export const requestSentences: SentencesOf<typeof requestErrors> = {
  WRONG_USE: { message: ({ sentence }) => sentence, remedy: () => '값을 고치세요.' },
  FLAGS_MISSING: {
    message: ({ flags }) => `${flags.join(', ')}도 필요합니다.`,
    remedy: () => '빠진 것을 채우세요.',
  },
  FLAG_NOT_A_NUMBER: {
    message: ({ flag, given, whole }) => `${flag}에는 ${whole ? '정수' : '숫자'}를 써야 하는데 "${given}"을(를) 받았습니다.`,
    remedy: ({ flag, min, max, unit }) => `${flag}에 ${min}부터 ${withUnit(max, unit)}까지의 값을 주세요.`,
  },
  FLAG_OUT_OF_RANGE: {
    message: ({ flag, given, min, max, unit }) => `${flag}은(는) ${min}부터 ${withUnit(max, unit)} 사이여야 하는데 ${given}은(는) 벗어납니다.`,
    remedy: ({ flag, min, max, unit }) => `${flag}에 ${min}부터 ${withUnit(max, unit)}까지의 값을 주세요.`,
  },
  FLAG_NOT_A_MULTIPLE: {
    message: ({ flag, given, multipleOf, unit }) => `${flag}은(는) ${withUnit(multipleOf, unit)}의 배수여야 하는데 ${given}은(는) 아닙니다.`,
    remedy: ({ flag, nearest }) => `가장 가까운 값은 ${flag} ${nearest}입니다.`,
  },
  FLAG_NOT_A_CHOICE: {
    message: ({ flag, given, choices }) => `${flag}에는 ${listed(choices)} 가운데 하나를 써야 하는데 "${given}"을(를) 받았습니다.`,
    remedy: ({ flag, choices, meant }) => (meant === null ? `${flag}에 ${listed(choices)} 가운데 하나를 주세요.` : `혹시 ${flag} ${meant}인가요?`),
  },
  FLAG_EMPTY: { message: ({ flag }) => `${flag}에 값이 없습니다.`, remedy: ({ flag }) => `${flag} 뒤에 값을 쓰거나 빼세요.` },
  FLAG_WITHOUT_EFFECT: {
    message: ({ flag, other, reason }) => `${flag}과(와) ${other}은(는) 함께 쓸 수 없습니다: ${reason}.`,
    remedy: ({ flag, other }) => `${flag}을(를) 빼거나 ${other} 대신 다른 것을 고르세요.`,
  },
  PRESET_UNKNOWN: {
    message: ({ preset, presets }) => `"${preset}"이라는 프리셋은 없습니다. 있는 것은 ${listed(presets)}입니다.`,
    remedy: ({ presets }) => `${listed(presets)} 가운데 하나를 고르거나 프리셋을 빼세요.`,
  },
  LENGTH_GIVEN_TWICE: {
    message: ({ epochFlag }) => `단계와 ${epochFlag}이(가) 모두 학습 길이를 정하고 있습니다.`,
    remedy: ({ epochFlag }) => `하나만 쓰세요. 단계는 배치 수이고 ${epochFlag}은(는) 더 큰 폴더를 도는 횟수입니다.`,
  },
  LENGTH_ZERO: {
    message: () => '에포크와 단계가 모두 0이라 학습이 한 단계도 진행되지 않습니다.',
    remedy: () => '단계나 에포크를 0보다 크게 정하세요.',
  },
  LENGTH_ALREADY_REACHED: {
    message: ({ run, step, steps }) => `학습 ${run}은(는) 이미 ${step}단계라서 ${steps}단계까지 학습할 수 없습니다.`,
    remedy: ({ step }) => `단계 수를 ${step}보다 크게 정하세요.`,
  },
  SIZE_NOT_FOR_GENERATOR: {
    message: ({ size, generator, multiple }) =>
      `크기 ${size} px은 생성기 ${generator}에 맞지 않습니다. 이 U-Net은 그림을 한 픽셀까지 반으로 줄이므로 ${multiple} px의 배수여야 합니다.`,
    remedy: ({ multiple }) => `크기를 ${multiple} px로 하거나, 4의 배수면 되는 resnet 생성기를 고르세요.`,
  },
  PAIRS_NOT_IN_PHOTO_MODE: {
    message: ({ mode }) => `${mode} 모드에서는 그림의 제 밝기로 색칠하므로 스케치 짝을 쓰지 않습니다.`,
    remedy: () => '스케치 모드를 고르거나 스케치를 빼세요.',
  },
  SKETCHES_ALONE: {
    message: ({ flag }) => `"${flag === '--spread' ? '번지는 힌트' : '낯선 색'}"은 선과 종이 영역이 있는 스케치에만 쓰입니다. 사진에는 둘 다 없습니다.`,
    remedy: () => '스케치 모드를 고르거나 이 설정을 처음대로 두세요.',
  },
  SIZE_NOT_FOR_DISCRIMINATOR: {
    message: ({ size, layers, smallest }) => `${layers}층 PatchGAN 판별기에는 ${smallest} px이 필요한데 크기가 ${size} px입니다.`,
    remedy: ({ layers, smallest }) =>
      layers > 1 ? `크기를 ${smallest} px 이상으로 하거나 층을 줄이세요.` : `크기를 ${smallest} px 이상으로 하거나 pixel 판별기를 고르세요.`,
  },
  LOAD_SIZE_TOO_SMALL: {
    message: ({ loadSize, size }) => `${loadSize} px 그림에서 ${size} px 정사각형을 잘라낼 수 없습니다.`,
    remedy: ({ size }) => `불러오는 크기를 ${size} px 이상으로 하거나 비워 두세요. 그러면 크기의 1.12배가 됩니다.`,
  },
  FOLDERS_THE_SAME: {
    message: ({ path }) => `양쪽이 같은 폴더 ${path}을(를) 가리킵니다.`,
    remedy: () => '두 종류의 그림을 폴더 두 개에 나누어 담고 A와 B에 하나씩 지정하세요.',
  },
  BENCH_CONFIG_WRONG: {
    message: ({ given }) => `"${given}"을(를) 읽을 수 없습니다. 그림 크기(4의 배수)/채널/잔차 블록의 형식이어야 합니다.`,
    remedy: () => '예를 들어 64/32/6처럼 쓰세요.',
  },
  EMOJI_MISSING: {
    message: ({ package: name }) => `예제는 npm 패키지 "${name}"의 이모지를 쓰는데 여기에는 설치되어 있지 않습니다.`,
    remedy: () => '가지고 있는 폴더로 학습하세요.',
  },
};
