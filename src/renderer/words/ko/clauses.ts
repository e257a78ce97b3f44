import type { clauses as english } from '../en/clauses.ts';
import { archiveClauses } from './clausesOfFiles.ts';

type Clauses = { readonly [Clause in keyof typeof english]: string } & Readonly<Record<string, string>>;

/** What the studio says in English within sentences, and what stands for it in Korean. See `../clauses.ts`. */
export const clauses: Clauses = {
  'little: stay with --preset quick': '적습니다. "빠르게" 프리셋을 쓰세요',
  'Node {0} or newer is needed; `npx recast` brings it along': 'Node {0} 이상이 필요합니다. Recast Studio에 들어 있습니다',
  'Run `npm ci` again': 'Recast Studio를 다시 설치하세요',
  'the TensorFlow that is installed is the one for processors. `recast tensorflow install --gpu` puts the other in its place':
    '설치된 TensorFlow는 프로세서용입니다. 설정에서 그래픽 카드용으로 바꿀 수 있습니다',
  'TensorFlow finds no NVIDIA card with CUDA 11.2 and cuDNN 8.1. `recast tensorflow status` says what is missing':
    'TensorFlow가 CUDA 11.2와 cuDNN 8.1이 있는 NVIDIA 카드를 찾지 못했습니다. 무엇이 없는지는 설정에 나옵니다',
  'Try again; `recast doctor` examines this machine': '다시 시도하세요. 설정의 상태 점검이 이 컴퓨터를 살펴봅니다',
  'Install it again: `recast tensorflow install`': '다시 설치하세요',

  // States of runs and jobs.
  queued: '대기',
  waiting: '대기',
  starting: '시작 중',
  running: '실행 중',
  paused: '일시 중지',
  finished: '완료',
  stopped: '중지됨',
  interrupted: '중단됨',
  failed: '실패',

  // What an engine did last.
  'while {0}, after step {1}': '{0}, {1}단계 뒤',
  'while {0}': '{0}',
  'reading pictures': '그림을 읽는 중',
  compiling: '컴파일 중',
  training: '학습 중',
  converting: '변환 중',
  saving: '저장 중',
  finishing: '마무리 중',
  'the loss {0}': '손실 {0}',
  'the weight {0}': '가중치 {0}',

  // Pictures that cannot be used.
  'it is not there any more': '더 이상 없습니다',
  'reading it is not allowed': '읽을 권한이 없습니다',
  'the system cannot read it ({0})': '시스템이 읽지 못합니다({0})',
  'it is a link to something that is not there': '없는 것을 가리키는 링크입니다',
  'its name cannot be told in Unicode; rename it': '이름이 유니코드가 아닙니다. 이름을 바꾸세요',
  'it is not a plain file': '일반 파일이 아닙니다',
  'it is empty': '비어 있습니다',
  'it holds no picture, whatever its name says': '이름과 달리 그림이 아닙니다',
  'it is a file with layers of another program (PSD, OpenRaster, XCF); save it there as png, too':
    '다른 프로그램의 레이어 파일(PSD, OpenRaster, XCF)입니다. 그 프로그램에서 png로도 저장하세요',
  'HEIC pictures cannot be read; save it as jpeg or png': 'HEIC 그림은 읽을 수 없습니다. jpeg나 png로 저장하세요',
  'it is cut off or damaged': '잘렸거나 손상되었습니다',
  'it is cut off or damaged ({0})': '잘렸거나 손상되었습니다({0})',
  'its {0} x {1} pixels are more than the {2} million that fit; scale it down or cut it up':
    '{0} x {1} 픽셀로, 쓸 수 있는 {2}백만 픽셀보다 큽니다. 줄이거나 나누세요',
  'it is grey: there is no colour to learn from': '회색 그림이라 배울 색이 없습니다',
  'there is no picture of its name in {0}': '{0}에 같은 이름의 그림이 없습니다',
  'it and its partner are of different shapes': '짝과 모양이 다릅니다',
  'its {0} x {1} pixels are too narrow a strip for this way of cropping': '{0} x {1} 픽셀은 이 방법으로 자르기에 너무 가늡니다',
  'it has {0} x {1} pixels, and without scaling only {2} x {3} can be used': '{0} x {1} 픽셀인데, 크기를 바꾸지 않으면 {2} x {3}만 쓸 수 있습니다',

  // Captions.
  'there is no picture "{0}"': '"{0}"(이)라는 그림이 없습니다',
  'its caption is empty': '설명이 비어 있습니다',
  'a quotation mark is never closed': '따옴표가 닫히지 않았습니다',
  'it has no caption beside the name': '이름 옆에 설명이 없습니다',
  'it is no JSON, or is cut off': 'JSON이 아니거나 잘렸습니다',
  'it holds something else than hints': '힌트가 아닌 다른 것이 들어 있습니다',
  'the field {0} is unknown': '{0} 항목은 알 수 없습니다',
  'the field {0} holds more than {1}': '{0}에 {1}개보다 많이 들어 있습니다',
  'the field {0} is more than {1}': '{0}이(가) {1}보다 큽니다',
  'the field {0} is too small': '{0}이(가) 너무 작습니다',
  'the field {0} is missing, or of another kind': '{0}이(가) 없거나 종류가 다릅니다',
  'the field {0} is not {1}': '{0}이(가) {1}이(가) 아닙니다',
  'it is no JSON object': 'JSON 객체가 아닙니다',
  'it names no picture': '그림의 이름이 없습니다',
  'its caption has {0} words, of which the first {1} characters are kept': '설명이 {0}낱말이라 앞의 {1}자만 씁니다',
  'it has no caption': '설명이 없습니다',
  'it is no text': '텍스트가 아닙니다',
  'it is not UTF-8 and was read as {0}': 'UTF-8이 아니어서 {0}(으)로 읽었습니다',
  'its name ends in none of {0}': '이름이 {0} 중 하나로 끝나지 않습니다',

  // Files that cannot be written.
  'the disk is full': '디스크가 가득 찼습니다',
  'writing there is not allowed': '쓸 권한이 없습니다',
  'its folder is not there': '폴더가 없습니다',
  'the system refuses ({0})': '시스템이 거부합니다({0})',
  '{0} holds at most {1} pixels a side': '{0}에는 한 변에 {1} 픽셀까지 들어갑니다',

  // Homes, requests and settings.
  'it lies inside the present home folder': '지금의 홈 폴더 안에 있습니다',
  'it is not empty': '비어 있지 않습니다',
  'it was moved there, and is not there now': '그곳으로 옮겼는데 지금은 없습니다',
  'it is a database of another program': '다른 프로그램의 데이터베이스입니다',
  'no file of weights is named': '가중치 파일을 지정하지 않았습니다',
  'a U-Net has no residual blocks': 'U-Net에는 잔차 블록이 없습니다',
  'it judges every pixel by itself': '픽셀 하나하나를 따로 판별합니다',
  'only .onnx files can have half precision': '반정밀도는 .onnx 파일에만 쓸 수 있습니다',
  'a PNG loses nothing, whatever the quality': 'PNG는 품질과 상관없이 잃는 것이 없습니다',
  'the Node that it runs on is missing from the program': '실행에 필요한 Node가 프로그램에 없습니다',

  // Devices.
  '{0} works: the trial took {1} ms': '{0}: 작동합니다. 시험에 {1} ms 걸렸습니다',
  '{0} cannot be used: {1}': '{0}: 쓸 수 없습니다. {1}',
  Processor: '프로세서',
  'Graphics card (WebGPU)': '그래픽 카드(WebGPU)',
  'NVIDIA graphics card (CUDA)': 'NVIDIA 그래픽 카드(CUDA)',
  'NVIDIA graphics card (TensorRT)': 'NVIDIA 그래픽 카드(TensorRT)',
  'Graphics card (DirectML)': '그래픽 카드(DirectML)',
  'Apple silicon (Core ML)': 'Apple 실리콘(Core ML)',
  'ONNX Runtime does not offer it on {0}': 'ONNX Runtime은 {0}에서 이 장치를 지원하지 않습니다',
  'ONNX Runtime was built without it for this system': '이 시스템용 ONNX Runtime에는 이 장치가 빠져 있습니다',
  'no graphics card with a working driver was found': '드라이버가 작동하는 그래픽 카드를 찾지 못했습니다',
  'it has too little free memory': '남은 메모리가 모자랍니다',
  'a library is missing. It needs {0}': '라이브러리가 없습니다. 필요한 것: {0}',
  nothing: '없음',
  'a graphics card with a Vulkan, Direct3D 12 or Metal driver': 'Vulkan, Direct3D 12 또는 Metal 드라이버가 있는 그래픽 카드',
  "an NVIDIA card, CUDA 12 with cuDNN 9, and ONNX Runtime's CUDA libraries": 'NVIDIA 카드, CUDA 12와 cuDNN 9, ONNX Runtime의 CUDA 라이브러리',
  "an NVIDIA card, TensorRT 10, and ONNX Runtime's CUDA libraries": 'NVIDIA 카드, TensorRT 10, ONNX Runtime의 CUDA 라이브러리',
  'a graphics card with a Direct3D 12 driver': 'Direct3D 12 드라이버가 있는 그래픽 카드',
  'an Apple computer with its own chip': 'Apple 칩이 들어 있는 컴퓨터',
  'TensorFlow computes on the processor and on NVIDIA cards (cuda) only': 'TensorFlow는 프로세서와 NVIDIA 카드(cuda)에서만 계산합니다',
  'the reference executor runs on the processor only': '기준 구현은 프로세서에서만 작동합니다',

  // TensorFlow.
  'TensorFlow is not installed; nothing needs it': 'TensorFlow가 설치되어 있지 않습니다. 없어도 모두 작동합니다',
  'TensorFlow is installed but does not work: {0}': 'TensorFlow가 설치되어 있지만 작동하지 않습니다: {0}',
  'TensorFlow {0} works on {1}: the trial took {2} ms': 'TensorFlow {0}: {1}에서 작동합니다. 시험에 {2} ms 걸렸습니다',
  'an NVIDIA card': 'NVIDIA 카드',
  'the processor': '프로세서',
  'The card is not used. It needs an NVIDIA driver, CUDA 11.2 and cuDNN 8.1': '카드를 쓰지 않습니다. NVIDIA 드라이버, CUDA 11.2, cuDNN 8.1이 필요합니다',
  'The card is not used. It needs an NVIDIA driver, CUDA 11.2 and cuDNN 8.1{0}': '카드를 쓰지 않습니다. NVIDIA 드라이버, CUDA 11.2, cuDNN 8.1이 필요합니다{0}',
  ', where {0} {1} missing': '(없는 것: {0})',
  'while fetching its packages from npm': 'npm에서 패키지를 받는 동안',
  "while fetching TensorFlow's own library": 'TensorFlow 라이브러리를 받는 동안',
  'when it was tried': '시험해 보는 동안',
  'npm could not be started': 'npm을 시작하지 못했습니다',
  'Install Node.js, which brings npm along, and try again': 'npm이 들어 있는 Node.js를 설치하고 다시 시도하세요',
  'The default executor works without it': '기본 실행기는 그것 없이도 작동합니다',
  'Make room (TensorFlow takes up to 3 GB) and try again': '공간을 만들고(TensorFlow는 최대 3 GB) 다시 시도하세요',
  'the server showed a certificate that is not trusted here, as behind a proxy that opens connections':
    '서버의 인증서를 믿을 수 없습니다. 연결을 열어 보는 프록시 뒤에서 일어나는 일입니다',
  'Where a proxy is needed, name it in the environment variable HTTPS_PROXY and in npm ("npm config set proxy")':
    '프록시가 필요하면 환경 변수 HTTPS_PROXY와 npm("npm config set proxy")에 지정하세요',
  'Check the connection. {0}': '연결을 확인하세요. {0}',
  'the proxy refused the connection': '프록시가 연결을 거부했습니다',
  'there is no ready-made addon for this computer, and none could be compiled': '이 컴퓨터에 맞는 애드온이 없고, 컴파일하지도 못했습니다',
  'Install a C++ compiler, make and Python 3 (Linux: build-essential; macOS: xcode-select --install; Windows: Visual Studio Build Tools), and try again':
    'C++ 컴파일러, make, Python 3을 설치하고(Linux: build-essential, macOS: Xcode 명령줄 도구, Windows: Visual Studio Build Tools) 다시 시도하세요',
  'what the server sent is not the archive, or not all of it': '서버가 보낸 것이 온전한 압축 파일이 아닙니다',
  'Try again later; a proxy or a mirror that answers with a page of its own does this, too':
    '나중에 다시 시도하세요. 자기 페이지로 답하는 프록시나 미러도 이렇게 됩니다',
  'the server could not be reached': '서버에 연결하지 못했습니다',
  'the server does not have it': '서버에 없습니다',
  'Check the registry or mirror that npm is set to': 'npm에 설정된 레지스트리나 미러를 확인하세요',
  'it ended without a word': '아무 말 없이 끝났습니다',
  'the last words were: {0}': '마지막 출력: {0}',
  'the server answered {0} for {1}': '서버가 {1}에 {0}(으)로 답했습니다',
  'Try again later, or name a mirror in the environment variable TFJS_NODE_CDN_STORAGE':
    '나중에 다시 시도하거나 환경 변수 TFJS_NODE_CDN_STORAGE에 미러를 지정하세요',
  'the library {0} of CUDA 11.2 is missing': 'CUDA 11.2의 라이브러리 {0}이(가) 없습니다',
  "TensorFlow's own library is missing from the installation": '설치된 것에 TensorFlow 라이브러리가 없습니다',
  'this system is too old: it has no {0}': '시스템이 너무 오래되어 {0}이(가) 없습니다',
  'its library is damaged or made for another kind of computer': '라이브러리가 손상되었거나 다른 종류의 컴퓨터용입니다',
  "a library is missing: TensorFlow's own, or Microsoft's Visual C++ runtime": '라이브러리가 없습니다. TensorFlow 또는 Microsoft Visual C++ 런타임입니다',
  'it needs a processor with AVX': 'AVX가 있는 프로세서가 필요합니다',

  // What the doctor of the machine looks at.
  version: 'Node 버전',
  recast: 'Recast Studio',
  system: '시스템',
  processor: '프로세서',
  'instruction sets': '명령어 집합',
  memory: '메모리',
  missing: '없음',
  '{0} free': '{0} 남음',
  '{0}, {1} cores': '{0}, 코어 {1}개',
  'Only Linux tells which ones the processor has': '어떤 것이 있는지는 Linux에서만 알 수 있습니다',
  'little: a checkpoint of a large model takes hundreds of megabytes': '적습니다. 큰 모델의 체크포인트는 수백 메가바이트를 씁니다',

  ...archiveClauses,
};
