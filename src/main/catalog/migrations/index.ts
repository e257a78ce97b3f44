import type { Migration } from '../migrate.ts';
import { foundation } from './0001-foundation.ts';
import { jobs } from './0002-jobs.ts';
import { pictures } from './0003-pictures.ts';
import { kinds } from './0004-kinds.ts';
import { paintings } from './0005-paintings.ts';
import { captions } from './0006-captions.ts';
import { drawings } from './0007-drawings.ts';
import { pictureSums } from './0008-picture-sums.ts';
import { paintingSteps } from './0009-painting-steps.ts';
import { picturesById } from './0010-pictures-by-id.ts';

/** Every migration in order. One that was released never changes; a change of the tables is a new file and a row here. */
export const migrations: readonly Migration[] = [foundation, jobs, pictures, kinds, paintings, captions, drawings, pictureSums, paintingSteps, picturesById];
