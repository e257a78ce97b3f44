import { chooseCaptions, previewCaptions } from '../captions/choose.ts';
import { describeCaptions } from '../captions/describe.ts';
import { editCaptions, pictureCaptions } from '../captions/edit.ts';
import { captionsNearby } from '../captions/nearby.ts';
import { describeWords } from '../captions/words.ts';
import type { WindowContext } from './context.ts';
import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

const checkSource = (context: WindowContext, source: { origin: string; path?: string }): void => checkPaths(context, 'read', [source.path ?? null]);

/** What the pictures of projects are said to show. */
export const captions = studio.captions.router({
  about: studio.captions.about.handler(({ input, context: { parts } }) => {
    parts.pictures.captions.wake(input.project);
    return describeCaptions(parts, input.project);
  }),
  nearby: studio.captions.nearby.handler(({ input, context: { parts }, signal }) => captionsNearby(parts, input.project, signal)),
  preview: studio.captions.preview.handler(({ input, context, signal }) => {
    checkSource(context, input.source);
    return previewCaptions(context.parts, input.project, input.source, signal);
  }),
  choose: studio.captions.choose.handler(({ input, context }) => {
    checkSource(context, input.source);
    return chooseCaptions(context.parts, input.project, input.source);
  }),
  get: studio.captions.get.handler(({ input, context: { parts } }) => pictureCaptions(parts, input.project, input.picture)),
  set: studio.captions.set.handler(({ input, context: { parts } }) => editCaptions(parts, input.project, input.picture, input.texts)),
  words: studio.captions.words.handler(({ input, context: { parts }, signal }) => describeWords(parts, input.project, signal)),
});
