import { moveJob, pauseJob, proceedJob, stopJob } from '../activity/control.ts';
import { watchActivity } from '../activity/list.ts';
import { jobLog } from '../activity/log.ts';
import { studio } from './implementer.ts';

/** What runs, what waits, and what ended lately. */
export const activity = studio.activity.router({
  watch: studio.activity.watch.handler(async function* ({ context, signal }) {
    yield* watchActivity(context.parts, signal);
  }),
  move: studio.activity.move.handler(({ input, context }) => moveJob(context.parts, input.job, input.place)),
  pause: studio.activity.pause.handler(({ input, context }) => pauseJob(context.parts, input.job)),
  proceed: studio.activity.proceed.handler(({ input, context }) => proceedJob(context.parts, input.job)),
  cancel: studio.activity.cancel.handler(({ input, context }) => stopJob(context.parts, input.job)),
  log: studio.activity.log.handler(async ({ input, context }) => ({ lines: await jobLog(context.parts, input.job) })),
});
