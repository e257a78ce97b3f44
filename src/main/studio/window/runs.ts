import { updateRun } from '../../catalog/runs.ts';
import { pauseJob, proceedJob, stopJob } from '../activity/control.ts';
import { alarmsOf } from '../alarms/alarms.ts';
import { runJobId } from '../live/jobs.ts';
import { removeRuns, restoreRuns } from '../runs/bin.ts';
import { continueRun, requestOf, startRun } from '../runs/begin.ts';
import { branchRun } from '../runs/branch.ts';
import { measuredCost, measureSteps } from '../runs/cost.ts';
import { runDetails, runOf, runsOfProject } from '../runs/describe.ts';
import { curves, samplePictures } from '../runs/history.ts';
import { watchRun } from '../runs/live.ts';
import { firstStagesFor } from '../runs/firstStages.ts';
import { following } from './following.ts';
import { studio } from './implementer.ts';

/** Training runs. */
export const runs = studio.runs.router({
  list: studio.runs.list.handler(({ input, context }) => runsOfProject(context.parts, input.project)),
  get: studio.runs.get.handler(({ input, context }) => runDetails(context.parts, input.run)),
  cost: studio.runs.cost.handler(async ({ input, context: { parts }, signal }) =>
    parts.costs.of(parts, await requestOf(parts, input.project, input.training), signal),
  ),
  measure: studio.runs.measure.handler(async function* ({ input, context: { parts }, signal }) {
    const request = await requestOf(parts, input.project, input.training);
    const title = input.training.preset ?? request.architecture;
    const outcome = yield* following((observer) => measureSteps(parts, request, title, observer), signal);
    return measuredCost(parts, request, outcome);
  }),
  start: studio.runs.start.handler(async ({ input, context }) => ({ run: await startRun(context.parts, input.project, input.name, input.training) })),
  firstStages: studio.runs.firstStages.handler(({ input, context, signal }) => firstStagesFor(context.parts, input.project, signal)),
  resume: studio.runs.resume.handler(async ({ input, context }) => {
    await continueRun(context.parts, input.run, input.training ?? {});
    return { run: input.run };
  }),
  branch: studio.runs.branch.handler(async ({ input, context }) => ({
    run: await branchRun(context.parts, input.checkpoint, input.name, input.training),
  })),
  pause: studio.runs.pause.handler(({ input, context }) => pauseJob(context.parts, runJobId(input.run))),
  proceed: studio.runs.proceed.handler(({ input, context }) => proceedJob(context.parts, runJobId(input.run))),
  stop: studio.runs.stop.handler(({ input, context }) => stopJob(context.parts, runJobId(input.run))),
  rename: studio.runs.rename.handler(({ input, context: { parts } }) => {
    runOf(parts, input.run);
    updateRun(parts.catalog, input.run, { name: input.name });
    parts.changes.tell('runs', input.run);
  }),
  remove: studio.runs.remove.handler(({ input, context }) => removeRuns(context.parts, input.runs)),
  restore: studio.runs.restore.handler(({ input, context }) => restoreRuns(context.parts, input.runs)),
  watch: studio.runs.watch.handler(async function* ({ input, context: { parts }, signal }) {
    runOf(parts, input.run);
    yield* watchRun(parts, input.run, signal);
  }),
  metrics: studio.runs.metrics.handler(({ input, context: { parts } }) => curves(parts, runOf(parts, input.run).id, input.after)),
  samples: studio.runs.samples.handler(({ input, context: { parts } }) => samplePictures(parts, input.run)),
  alarms: studio.runs.alarms.handler(({ input, context }) => alarmsOf(context.parts, input.run)),
});
