import { formatBytes } from '../../../shared/units.ts';
import type { OfWork, Work } from '../../../shared/errors/jobs.ts';
import type { WindowSentences } from '../windowSentences.ts';

const goOn: Readonly<Record<Work, string>> = {
  training: 'The training goes on from its last checkpoint with "Resume".',
  batch: '"Resume" goes on with what is left; what is done stays.',
  other: 'Try again.',
};
const proceed = ({ work = 'training' }: OfWork): string => goOn[work];
const goesOn = 'Started again, it goes on where it stopped.';
const listed = (words: readonly string[]): string => (words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`);
const withUnit = (value: number, unit: string): string => (unit === '' ? `${value}` : `${value} ${unit}`);
const otherFolder = 'Choose another folder; a new one is made for you.';
const another = 'Choose another one from the list.';
const fault = 'This is a fault in Recast Studio; please report it.';
const restart = 'Whoever starts the studio for browsers has to mend this.';

/** What is said in a window instead of sentences that speak of the command line. */
export const windowSentences: WindowSentences = {
  STAGE_WITHOUT_FIRST: { remedy: () => 'Train both stages, or go on with a training that has the first.' },
  EMBEDDINGS_WIDTH: { remedy: () => 'Use rows of the encoder that it was trained with.' },
  EMBEDDINGS_NEEDED: { remedy: () => 'Begin a training that learns its words from the captions.' },
  PAINTER_WITHOUT_ENCODER: { remedy: () => 'Choose a checkpoint of a training that learned its words; this one draws from embeddings, in a terminal.' },
  PAINTER_WITH_ENCODER: { remedy: () => 'Say in a few words what to draw.' },
  STAGE_NOT_LEARNED: { remedy: () => 'Train it further, or choose a later checkpoint.' },
  STAGE_PASSED: { remedy: () => 'Go on with the second stage, or begin a training of the first alone.' },
  NOT_A_PAINTER: { remedy: () => 'Choose a checkpoint of a training from captions, of after its words.' },

  RUN_UNKNOWN: { remedy: () => another },
  RUN_WITHOUT_CHECKPOINT: { remedy: () => 'Train it further: the first checkpoint comes by itself after a while.' },
  CHECKPOINT_UNKNOWN: { remedy: () => 'Choose another checkpoint on the page "Compare".' },
  CATALOG_NEWER: { remedy: () => 'Nothing was changed. Update Recast Studio, or start it with another home folder.' },
  HOME_UNUSABLE: { remedy: () => 'Give yourself the right to write there, or start the studio with another home folder.' },
  HOME_FULL: { remedy: () => 'Make room: clearing the cache in the settings helps. A painting is saved by itself then; what was stopped can be resumed.' },

  CONVERT_INPUT_MISSING: { remedy: () => 'It may have been moved or renamed; choose it again.' },
  COLORIZE_FOLDER: { remedy: () => 'Colour a folder from the menu "Hints" of a painting.' },
  CONVERT_ONTO_ITSELF: { remedy: () => otherFolder },
  CONVERT_OUTPUT_IS_FILE: { remedy: () => otherFolder },
  CONVERT_OUTPUT_UNWRITABLE: { remedy: () => `Give yourself the right to write there, or choose another folder. ${goesOn}` },
  CONVERT_DISK_FULL: { remedy: () => `Make room on the disk, or choose another folder. ${goesOn}` },
  CONVERT_MODEL_UNKNOWN: { remedy: () => 'Choose a checkpoint of a translator.' },
  CONVERT_DIRECTION_UNKNOWN: { remedy: ({ known }) => `Choose ${listed(known)}.` },
  CONVERT_FOREIGN_OUTPUT: { remedy: () => 'Move that file away, or choose another folder.' },

  DEVICE_UNUSABLE: {
    message: ({ device, reason }) => `The device "${device}" cannot be used: ${reason}`,
    remedy: () => 'Choose the best that works in the settings, under "Engine", where all that works on this machine is listed.',
  },
  TORCH_UNUSABLE: { remedy: () => 'Install PyTorch for Python; the studio itself works without it.' },
  TENSORFLOW_MISSING: { remedy: () => 'Install it in the settings, under "TensorFlow", or choose another device there: the others need no installation.' },
  TENSORFLOW_UNUSABLE: { remedy: () => 'Install it again in the settings, under "TensorFlow", or choose another device there.' },
  PROBE_FAILED: { remedy: () => 'Try again; if it fails again, the log of the job in "Activity" says more.' },
  TENSORFLOW_NOT_OFFERED: { remedy: ({ gpu }) => (gpu ? 'Install the one for processors.' : 'Everything works here without it.') },
  TENSORFLOW_INSTALL_FAILED: {
    message: ({ doing, reason }) => `TensorFlow could not be installed: ${doing}, ${reason}`,
    remedy: ({ remedy }) => `${remedy} Nothing was left behind.`,
  },
  TENSORFLOW_NO_CUDA: { remedy: () => 'Install those and try again, or install the one for processors. Nothing was left behind.' },

  CHECKPOINT_DAMAGED: { remedy: () => 'Use an earlier checkpoint of the training.' },
  BRANCH_MISFIT: {
    message: ({ checkpoint, changed }) =>
      `The weights of ${checkpoint} do not fit other networks: ${changed.map(({ setting, from, to }) => `"${setting}" is ${from} there and would be ${to}`).join(', ')}.`,
    remedy: ({ changed }) => `Leave ${changed.map(({ setting }) => `"${setting}"`).join(' and ')} as it was, or begin a new training with these settings.`,
  },
  CHECKPOINT_UNWRITABLE: { remedy: () => 'Give yourself the right to write there, or move the home folder in the settings; then resume the training.' },
  DISK_FULL: { remedy: ({ needed }) => `Free at least ${formatBytes(needed)}, then resume the training.` },
  TRAINING_DIVERGED: {
    remedy: ({ saved }) => `${saved > 0 ? 'Branch off from that checkpoint' : 'Begin again'} with a lower learning rate.`,
  },
  MEMORY_TOO_SMALL: {
    remedy: ({ fitting }) => (fitting === null ? 'Choose a smaller size or fewer generator channels.' : `These settings would fit: ${fitting}.`),
  },

  RESUME_WITHOUT_FOLDERS: { remedy: () => 'Add a folder of pictures to both sides of the project, then branch off from its checkpoint.' },
  RESUME_FOLDER_MOVED: { remedy: () => 'Put them back where they were, or choose the folder again where they are now.' },
  RESUME_WITH_FOLDERS: { remedy: () => 'Begin a new training for other folders.' },
  EXPORT_FORMAT_UNKNOWN: { remedy: () => 'Let the name end in .onnx (other programs), .safetensors or .pth (PyTorch).' },
  EXPORT_EXISTS: { remedy: () => 'Choose another name.' },
  EXPORT_UNWRITABLE: { remedy: () => 'Make room or give yourself the right to write there, or choose another place. Nothing half-written was left behind.' },
  EXPORT_TOO_LARGE: { remedy: () => 'Export it as .onnx with half precision, or as .safetensors, which has no such limit.' },

  ENGINE_OUT_OF_MEMORY: {
    remedy: ({ work = 'training' }) =>
      `Close other programs${work === 'training' ? ', or branch off with a smaller size, fewer channels or a smaller batch' : ''}. ${goOn[work]}`,
  },
  ENGINE_CRASHED: {
    remedy: ({ work = 'training' }) =>
      `${goOn[work]} If it happens again, compute on the processor (in the settings), and report it with the newest file of the ${work === 'training' ? 'run\'s "reports" folder' : 'folder "logs/reports" in the home'}.`,
  },
  ENGINE_KILLED: { remedy: proceed },
  ENGINE_EXITED: { remedy: (details) => `${fault} ${proceed(details)}` },
  ENGINE_NOT_STARTED: { remedy: () => 'Close other programs and try again; "Health" in the settings examines this machine.' },
  ENGINE_MISUNDERSTOOD: { remedy: (details) => `${fault} ${proceed(details)}` },
  HOST_LOST: { remedy: proceed },
  JOB_KILLED: { remedy: proceed },
  REQUEST_REFUSED: { message: ({ reason }) => `This cannot be done as asked: ${reason}`, remedy: () => 'Correct the value.' },
  RUN_NOT_QUEUED: { remedy: () => '"Activity" shows what waits.' },

  HOST_CANNOT: {
    remedy: ({ what }) =>
      what === 'browse'
        ? 'Drop pictures into the window; whoever starts the studio can also allow folders of that machine.'
        : 'Use the studio on the desktop for it, or drop files into the window.',
  },
  PATH_NOT_ALLOWED: { remedy: () => 'Drop the files into the window; whoever starts the studio can also allow that folder.' },
  WINDOW_NOT_BUILT: { remedy: () => 'Install Recast Studio again, or build it anew.' },
  PORT_TAKEN: { remedy: () => restart },
  STUDIO_SERVED_ALREADY: { remedy: ({ entrance }) => `Open ${entrance} within a minute.` },
  ADDRESS_UNUSABLE: { remedy: () => restart },
  UPLOAD_TOO_LARGE: { remedy: () => 'Scale the picture down, or copy it to the machine of the studio, where its folder can be allowed.' },

  FOLDER_MISSING: { remedy: () => 'It may have been moved or renamed; choose it again.' },
  PICTURE_UNWRITABLE: { remedy: () => 'Free room on the disk or choose another folder or format, then try again.' },

  WRONG_USE: { message: ({ sentence }) => sentence, remedy: () => 'Correct the value.' },
  FLAGS_MISSING: { message: ({ flags }) => `Needed, too: ${flags.join(', ')}.`, remedy: () => 'Fill in what is missing.' },
  FLAG_NOT_A_NUMBER: {
    message: ({ flag, given, whole }) => `"${flag}" takes ${whole ? 'a whole number' : 'a number'}, not "${given}".`,
    remedy: ({ min, max, unit }) => `Choose a value from ${min} to ${withUnit(max, unit)}.`,
  },
  FLAG_OUT_OF_RANGE: {
    message: ({ flag, given, min, max, unit }) => `"${flag}" must lie between ${min} and ${withUnit(max, unit)}, and ${given} does not.`,
    remedy: ({ min, max, unit }) => `Choose a value from ${min} to ${withUnit(max, unit)}.`,
  },
  FLAG_NOT_A_MULTIPLE: {
    message: ({ flag, given, multipleOf, unit }) => `"${flag}" must be a multiple of ${withUnit(multipleOf, unit)}, and ${given} is not.`,
    remedy: ({ nearest }) => `${nearest} is the nearest that is.`,
  },
  FLAG_NOT_A_CHOICE: {
    message: ({ flag, given, choices }) => `"${flag}" takes ${listed(choices)}, not "${given}".`,
    remedy: ({ choices, meant }) => (meant === null ? `Choose ${listed(choices)}.` : `Did you mean ${meant}?`),
  },
  FLAG_EMPTY: { message: ({ flag }) => `"${flag}" is empty.`, remedy: () => 'Fill it in, or leave it as it is by itself.' },
  FLAG_WITHOUT_EFFECT: {
    message: ({ flag, other, reason }) => `"${flag}" and "${other}" contradict each other: ${reason}.`,
    remedy: ({ flag, other }) => `Put "${flag}" back as it was, or choose something else than "${other}".`,
  },
  PRESET_UNKNOWN: { remedy: ({ presets }) => `Choose ${listed(presets)}.` },
  LENGTH_GIVEN_TWICE: {
    message: ({ epochFlag }) => `"Steps" and "${epochFlag}" contradict each other: both say how long to train.`,
    remedy: ({ epochFlag }) => `Give only one: "Steps" counts batches, "${epochFlag}" counts passes over the larger folder.`,
  },
  LENGTH_ZERO: {
    message: () => 'The training would last no step: epochs, epochs of decay and steps are all 0.',
    remedy: () => 'Give steps or epochs a value above 0.',
  },
  LENGTH_ALREADY_REACHED: { remedy: ({ step }) => `Give it more than ${step} steps.` },
  SIZE_NOT_FOR_GENERATOR: {
    message: ({ size, generator, multiple }) =>
      `The size ${size} px and the generator ${generator} contradict each other: this U-Net halves pictures until one pixel is left, which takes a multiple of ${multiple} px.`,
    remedy: ({ multiple }) => `Choose the size ${multiple} px, or the generator ResNet, which takes any multiple of 4.`,
  },
  SKETCHES_ALONE: {
    message: ({ flag }) =>
      `"${flag === '--spread' ? 'Flowing hints' : 'Foreign colours'}" is for sketches, which have lines and areas of paper; photos have neither.`,
    remedy: () => 'Colour sketches, or leave it as it was.',
  },
  SIZE_NOT_FOR_DISCRIMINATOR: {
    message: ({ size, layers, smallest }) => `The size ${size} px is too small for a PatchGAN discriminator of ${layers} layers, which needs ${smallest} px.`,
    remedy: ({ layers, smallest }) => `Choose the size ${smallest} px or more, or ${layers > 1 ? 'fewer layers' : 'the discriminator "Pixel by pixel"'}.`,
  },
  LOAD_SIZE_TOO_SMALL: {
    message: ({ loadSize, size }) => `A square of ${size} px cannot be cut from ${loadSize} px: "Scale to" is smaller than "Size".`,
    remedy: ({ size }) => `Scale to ${size} px or more, or leave it to itself: then it is 1.12 times the size.`,
  },
  FOLDERS_THE_SAME: { remedy: () => 'Put the two kinds of pictures into two folders, and bring one to A and the other to B.' },
  BENCH_CONFIG_WRONG: {
    message: ({ given }) => `"${given}" cannot be read: it takes picture size (a multiple of 4), channels and residual blocks with slashes between.`,
    remedy: () => 'Write for example 64/32/6.',
  },
  EMOJI_MISSING: { remedy: () => 'Teach with folders of your own.' },
};
