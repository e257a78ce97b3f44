import { RecastError } from '../../../shared/errors/index.ts';
import { deleteConversion } from '../../catalog/conversions.ts';
import { pauseJob, proceedJob, stopJob } from '../activity/control.ts';
import { resumeConversion } from '../convertJob.ts';
import { beginConversion } from '../conversions/begin.ts';
import { conversionFiles, conversionOf, describeConversion, listedConversions, watchConversion } from '../conversions/describe.ts';
import { identifyPicture } from '../conversions/identify.ts';
import { conversionJobId } from '../live/jobs.ts';
import { nobody } from '../types.ts';
import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

/** Conversions of files and folders. */
export const conversions = studio.conversions.router({
  list: studio.conversions.list.handler(({ context }) => listedConversions(context.parts)),
  get: studio.conversions.get.handler(({ input, context: { parts } }) => describeConversion(parts, conversionOf(parts, input.id))),
  files: studio.conversions.files.handler(({ input, context }) => conversionFiles(context.parts, input)),
  start: studio.conversions.start.handler(({ input, context }) => {
    checkPaths(context, 'read', input.inputs);
    checkPaths(context, 'write', [input.output]);
    return { id: beginConversion(context.parts, input) };
  }),
  pause: studio.conversions.pause.handler(({ input, context }) => pauseJob(context.parts, conversionJobId(input.id))),
  proceed: studio.conversions.proceed.handler(({ input, context }) => proceedJob(context.parts, conversionJobId(input.id))),
  cancel: studio.conversions.cancel.handler(({ input, context }) => stopJob(context.parts, conversionJobId(input.id))),
  resume: studio.conversions.resume.handler(({ input, context }) => void resumeConversion(context.parts, input.id, nobody)),
  remove: studio.conversions.remove.handler(({ input, context: { parts } }) => {
    const { state, title } = conversionOf(parts, input.id);
    if (['queued', 'starting', 'running', 'paused'].includes(state)) throw RecastError.of('CONVERSION_BUSY', { title, state });
    deleteConversion(parts.catalog, input.id);
    parts.changes.tell('conversions', input.id);
  }),
  watch: studio.conversions.watch.handler(async function* ({ input, context: { parts }, signal }) {
    conversionOf(parts, input.id);
    yield* watchConversion(parts, input.id, signal);
  }),
  identify: studio.conversions.identify.handler(({ input, context }) => {
    checkPaths(context, 'read', [input.path]);
    return identifyPicture(context.parts, input.path);
  }),
});
