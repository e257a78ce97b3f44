import * as z from 'zod';
import type { TrainingPart } from '../progress.ts';
import type { ArchitectureName } from './index.ts';
import { stackganSchema } from './stackgan.ts';

/** How long a part of a training is: in steps, or where these are 0 in epochs of batches. */
export interface PartLength {
  /** Null for trainings of one part. */
  readonly part: TrainingPart | null;
  readonly steps: number;
  readonly epochs: number;
  readonly batch: number;
}

const singleSchema = z.object({ steps: z.number(), epochs: z.number(), decayEpochs: z.number(), batch: z.number() });

/** How long a training with these complete settings is, part by part in their order. */
export function partLengths(architecture: ArchitectureName, settings: Readonly<Record<string, unknown>>): PartLength[] {
  if (architecture !== 'stackgan') {
    const { steps, epochs, decayEpochs, batch } = singleSchema.parse(settings);
    return [{ part: null, steps, epochs: epochs + decayEpochs, batch }];
  }
  const { stage, batch, largeBatch, wordSteps, wordEpochs, steps, epochs, largeSteps, largeEpochs } = stackganSchema.parse(settings);
  const small: PartLength[] = [
    { part: 'words', steps: wordSteps, epochs: wordEpochs, batch },
    { part: 'small', steps, epochs, batch },
  ];
  const large: PartLength = { part: 'large', steps: largeSteps, epochs: largeEpochs, batch: largeBatch };
  return { '1': small, '2': [large], both: [...small, large] }[stage];
}
