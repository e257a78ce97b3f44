import type { EngineChoice } from '../../shared/engineChoice.ts';
import type { BenchTask, ConvertTask, TrainTask } from '../jobs/messages.ts';

/** The engine chooses everything itself. */
const automaticEngine: EngineChoice = { executor: 'auto', device: 'auto', threads: 0, precision: 'fast', memory: 'normal' };

/** What a training request that says nothing else gets; flags show these. */
export const trainDefaults = {
  settings: {},
  holdout: 0.05,
  background: 'white',
  checkpointEvery: { minutes: 5, steps: null },
  keepCheckpoints: 3,
  samplesEvery: 250,
  samplePictures: 4,
  maxMinutes: null,
  engine: automaticEngine,
} as const satisfies Partial<TrainTask>;

/** What a conversion that says nothing else gets. Its background is that of the run. */
export const convertDefaults = { format: 'same', quality: 90, sheet: false, tilePixels: 0, engine: automaticEngine } as const satisfies Partial<ConvertTask>;

/** What a measurement that says nothing else gets. */
export const benchDefaults = { engine: automaticEngine } as const satisfies Partial<BenchTask>;
