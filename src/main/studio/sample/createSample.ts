import { setTimeout as delay } from 'node:timers/promises';
import type { Project } from '../../../shared/contract/projects.ts';
import type { StepsDone } from '../../../shared/contract/procedure.ts';
import type { StudioParts } from '../parts.ts';
import { createProject } from '../projects/create.ts';
import { describeProject } from '../projects/describe.ts';
import { emojiPairs } from './emoji.ts';
import { preparePictures } from './pictures.ts';

/** What the sample project is called. */
const NAME = 'Noto to OpenMoji';

/** Progress is told so often, in milliseconds. */
const EVERY = 100;

/**
 * Draws two emoji sets below the home, once, and makes a project of them. Yields how far that is; ends with the project.
 * Stops drawing when `signal` aborts. Throws EMOJI_MISSING.
 */
export async function* createSample(parts: StudioParts, signal: AbortSignal | undefined): AsyncGenerator<StepsDone, Project> {
  const pairs = await emojiPairs();
  const stop = new AbortController();
  const begun = Date.now();
  let latest: StepsDone = { done: 0, total: null, secondsLeft: null };
  const drawing = preparePictures(
    parts.layout.home,
    pairs,
    (done, total) => (latest = { done, total, secondsLeft: ((Date.now() - begun) / 1000 / done) * (total - done) }),
    signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]),
  );
  const ended = drawing.then(
    () => true,
    () => true,
  );
  try {
    while (!(await Promise.race([ended, delay(EVERY, false)]))) yield latest;
    const { trained } = await drawing;
    return describeProject(parts.catalog, createProject(parts, { name: NAME, kind: 'cyclegan', folders: { a: [trained.a], b: [trained.b] } }));
  } finally {
    // A window that no longer listens ends the generator here.
    stop.abort();
    await ended;
  }
}
