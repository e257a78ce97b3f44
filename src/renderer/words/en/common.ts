/** Words that stand in several places. */
export const common = {
  studio: 'Recast Studio',
  ok: 'OK',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  undo: 'Undo',
  retry: 'Try again',
  more: 'More',
  on: 'On',
  off: 'Off',
  all: 'All',
  none: 'None',
  search: 'Search',
  clear: 'Clear',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading',
  working: 'Working',
  of: (done: string, total: string) => `${done} of ${total}`,
  timeLeft: (time: string) => `${time} left`,
  selected: (count: number, text: string) => (count === 1 ? '1 selected' : `${text} selected`),
  pictures: (count: number, text: string) => (count === 1 ? '1 picture' : `${text} pictures`),
  files: (count: number, text: string) => (count === 1 ? '1 file' : `${text} files`),
  step: (step: string) => `Step ${step}`,
  epoch: (epoch: string) => `Epoch ${epoch}`,
  picturesPerSecond: (rate: string) => `${rate} pictures a second`,
  justNow: 'just now',
  noPicture: 'No picture yet',
  pictureMissing: 'This picture cannot be shown.',
  sideA: 'A',
  sideB: 'B',
  direction: (from: string, to: string) => `${from} to ${to}`,
  colorize: 'Colour pictures',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  fit: 'Fit',
  previous: 'Previous',
  next: 'Next',
  before: 'Before',
  after: 'After',
  beforeAfter: 'Share of the picture after',
  exported: (path: string) => `Written to ${path}.`,
  download: 'Download',
  openFolder: 'Open the folder',
  saveAs: 'Where to save',
  openBig: 'Look at it in full size',
};

/** Words of the connection. */
export const connectionWords = {
  first: 'Opening the studio',
  lost: 'The studio cannot be reached. It is tried again by itself; what was saved is safe.',
  back: 'Connected again.',
  retryNow: 'Try now',
};

/** Words of failures that happen in the window itself. */
export const failures = {
  CONNECTION_LOST: { message: 'The studio cannot be reached.', remedy: 'It is tried again by itself; nothing is lost.' },
  UNEXPECTED: {
    message: 'Something unexpected happened.',
    remedy: 'This is a fault in Recast Studio. Please report it with the text below; the work saved so far is intact.',
  },
  details: 'Details',
};

/** States of runs, conversions and jobs. */
export const states = {
  queued: 'Waiting',
  starting: 'Starting',
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  failed: 'Failed',
  new: 'New',
  waiting: 'Waiting',
};

/** What a job does right now. */
export const phases = {
  starting: 'Starting the engine',
  'reading pictures': 'Reading pictures',
  compiling: 'Preparing the network for this machine',
  training: 'Training',
  converting: 'Converting',
  drawing: 'Drawing',
  saving: 'Saving',
  finishing: 'Finishing',
};

/** Adding pictures. */
export const bring = {
  dropFolder: 'Drop a folder of pictures',
  dropFiles: 'Drop pictures or a folder',
  orChoose: 'or choose one',
  chooseFolder: 'Choose folder',
  chooseFiles: 'Choose files',
  browseHost: 'Folders on this computer',
  release: 'Let go to add',
  sending: 'Sending',
  uploading: (name: string) => `Sending ${name}`,
  uploadingFiles: (done: string, total: string) => `${done} of ${total} files`,
  captionsBelong: 'A file of captions is dropped on the data page of a painter, where its pictures are.',
  nothingUsable: 'There are no pictures in what was dropped.',
  up: 'One folder up',
  useFolder: 'Use this folder',
  emptyFolder: 'There is nothing in this folder.',
  pickFolder: 'Choose a folder',
  pickFile: 'Choose a file',
};

/** What a training in parts learns. */
export const parts = {
  words: 'Learning the words',
  small: 'Learning to draw small',
  large: 'Learning to draw large',
};
