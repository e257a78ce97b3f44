import * as z from 'zod';
import type { Alarm } from '../../../shared/contract/runs.ts';
import { architectureTable } from '../../../shared/architectures/index.ts';
import type { ProjectKind } from '../../../shared/projectKinds.ts';
import { projectKinds, sideOfRole } from '../../../shared/projectKinds.ts';
import { checkpointsOf } from '../../catalog/checkpoints.ts';
import { lastMetrics } from '../../catalog/metrics.ts';
import { sampleRowsOf } from '../../catalog/sampleRows.ts';
import { scoresOf } from '../../catalog/scores.ts';
import type { Row } from '../../catalog/tables.ts';
import { failureOf } from '../failures.ts';
import type { StudioParts } from '../parts.ts';
import { samplePictureUrl } from '../runs/addresses.ts';
import { runOf } from '../runs/describe.ts';
import { storedTask } from '../summaries.ts';
import type { Finding } from './find.ts';
import { isTranslation } from '../../../shared/scores.ts';
import { findTrouble } from './find.ts';

/** Pictures shown with an alarm. */
const MOST_PICTURES = 4;

/** Points of the curves that the watch looks at, from the end. */
const POINTS = 500;

const divergedSchema = z.object({ step: z.number() });

function divergedAt(run: Row<'runs'>): number | null {
  const failure = failureOf(run);
  if (failure?.code !== 'TRAINING_DIVERGED') return null;
  return divergedSchema.safeParse(failure.details).data?.step ?? run.step;
}

/** Whether a branch with these settings would have the networks of the run. */
function keepsNetworks(architecture: ProjectKind, settings: Readonly<Record<string, unknown>>): boolean {
  const table = architectureTable[architecture].settings;
  return Object.keys(settings).every((name) => table[name]?.group !== 'network');
}

function alarmOf(parts: StudioParts, run: Row<'runs'>, { settings, ...finding }: Finding): Alarm {
  const { catalog } = parts;
  const { after } = projectKinds[run.architecture];
  const shown = sampleRowsOf(catalog, run.id).filter(
    ({ step, side, files }) => step <= finding.until && (finding.side === null || sideOfRole(run.architecture, side) === finding.side) && after in files,
  );
  const newest = shown.at(-1)?.step;
  const pictures = shown.filter(({ step }) => step === newest).slice(0, MOST_PICTURES);
  const before = checkpointsOf(catalog, run.id).find(({ step }) => step < finding.since);
  const checkpoint = settings !== null && keepsNetworks(run.architecture, settings) ? (before?.id ?? null) : null;
  return {
    ...finding,
    pictures: pictures.map(({ step, side, place }) => samplePictureUrl(run.id, step, side, place, after)),
    remedy: settings === null ? null : { settings, checkpoint },
  };
}

/** What goes wrong in a run, with its evidence and what to do. Throws RUN_UNKNOWN. */
export function alarmsOf(parts: StudioParts, id: string): Alarm[] {
  const run = runOf(parts, id);
  const { settings } = storedTask(run);
  const scores = scoresOf(parts.catalog, id).filter(isTranslation);
  const found = findTrouble({ settings, totalSteps: run.total_steps, metrics: lastMetrics(parts.catalog, id, POINTS), scores, divergedAt: divergedAt(run) });
  return found.map((finding) => alarmOf(parts, run, finding));
}
