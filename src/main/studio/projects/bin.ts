import { rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { binnedCheckpoints, binnedRuns, deleteRun } from '../../catalog/bin.ts';
import { allCheckpointsOf, forgetCheckpoint } from '../../catalog/checkpoints.ts';
import { allFoldersOf } from '../../catalog/folders.ts';
import { deleteProject, listProjects, updateProject } from '../../catalog/projects.ts';
import { runsOfProject } from '../../catalog/runs.ts';
import type { Row } from '../../catalog/tables.ts';
import { emptyDrawings } from '../drawings/drawings.ts';
import { runJobId } from '../live/jobs.ts';
import { forgetCaptions } from '../captions/keep.ts';
import { emptyPaintings } from '../paintings/paintings.ts';
import type { StudioParts } from '../parts.ts';
import { forgetFolder } from '../pictures/remove.ts';
import { sizeOf } from '../system/folderSize.ts';
import { requireProject } from './find.ts';

const active: readonly string[] = ['queued', 'starting', 'running', 'paused'];

function setRemoved({ catalog, changes }: StudioParts, ids: readonly number[], at: number | null): void {
  for (const id of ids) requireProject(catalog, id);
  const set = catalog.transaction(() => {
    for (const id of ids) updateProject(catalog, id, { removed_at: at });
  });
  set.immediate();
  for (const id of ids) changes.tell('projects', id);
}

/** Puts projects into the bin; their runs that go on are stopped with a checkpoint. Throws PROJECT_UNKNOWN. */
export function removeProjects(parts: StudioParts, ids: readonly number[]): void {
  setRemoved(parts, ids, Date.now());
  for (const id of ids) for (const run of runsOfProject(parts.catalog, id)) parts.jobs.find(runJobId(run.id))?.controls.stop();
}

/** Takes projects out of the bin. Throws PROJECT_UNKNOWN. */
export function restoreProjects(parts: StudioParts, ids: readonly number[]): void {
  setRemoved(parts, ids, null);
}

/** What emptying the bin has removed. */
export interface Emptied {
  projects: number;
  runs: number;
  checkpoints: number;
  bytes: number;
}

/**
 * Removes for good what lies in the bin, with its files below the studio's home; what a person has elsewhere is never
 * touched. Files go first: what is cut off half-way is still in the bin. A project with a run that goes on stays.
 */
export async function emptyBin(parts: StudioParts): Promise<Emptied> {
  const { catalog, changes, queue, usage } = parts;
  const emptied: Emptied = { projects: 0, runs: 0, checkpoints: 0, bytes: 0 };
  queue.sweep();
  for (const { id } of listProjects(catalog).filter(({ removed_at }) => removed_at !== null)) {
    for (const run of runsOfProject(catalog, id)) await parts.jobs.find(runJobId(run.id))?.controls.ended;
    const runs = runsOfProject(catalog, id);
    if (runs.some(({ state }) => active.includes(state))) continue;
    for (const run of runs) await removeRun(parts, run, emptied);
    for (const folder of allFoldersOf(catalog, id)) await forgetFolder(catalog, folder.id);
    deleteProject(catalog, id);
    emptied.projects++;
  }
  for (const run of binnedRuns(catalog)) await removeRun(parts, run, emptied);
  for (const { folder } of binnedCheckpoints(catalog)) {
    await removeFiles(parts, folder, emptied);
    forgetCheckpoint(catalog, folder);
    emptied.checkpoints++;
  }
  await emptyPaintings(parts);
  emptied.bytes += await emptyDrawings(parts);
  await forgetCaptions(parts);
  usage.forget();
  for (const topic of ['projects', 'runs', 'checkpoints'] as const) changes.tell(topic);
  return emptied;
}

async function removeRun(parts: StudioParts, run: Row<'runs'>, emptied: Emptied): Promise<void> {
  await removeFiles(parts, run.folder, emptied);
  emptied.checkpoints += allCheckpointsOf(parts.catalog, run.id).length;
  deleteRun(parts.catalog, run.id);
  emptied.runs++;
}

/** Removes a folder of the home's runs, and nothing that lies anywhere else. */
async function removeFiles({ layout }: StudioParts, folder: string, emptied: Emptied): Promise<void> {
  const path = resolve(folder);
  // A run's own folder, or a checkpoint's: <runs>/<run>/checkpoints/<checkpoint>.
  const ours = dirname(path) === layout.runs || dirname(dirname(dirname(path))) === layout.runs;
  if (!ours) return;
  emptied.bytes += await sizeOf(path);
  await rm(path, { recursive: true, force: true });
}
