import type { Project } from '../../../shared/contract/projects.ts';
import type { projectStates } from '../../../shared/contract/projects.ts';
import { projectKinds } from '../../../shared/projectKinds.ts';
import { foldersOf, sideNames } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { firstUsable } from '../../catalog/pictures.ts';
import { runsOfProject } from '../../catalog/runs.ts';
import type { Row, RunState } from '../../catalog/tables.ts';
import { newestSample } from '../../catalog/sampleRows.ts';
import { samplePictureUrl } from '../runs/addresses.ts';
import { iso } from '../times.ts';
import { dataPictureUrl } from '../pictures/dataPicture.ts';

type ProjectState = (typeof projectStates)[number];

/** What a run's state says of its project. */
const stateOfRun: Readonly<Record<RunState, ProjectState>> = {
  queued: 'waiting',
  starting: 'running',
  running: 'running',
  paused: 'paused',
  finished: 'finished',
  stopped: 'stopped',
  interrupted: 'stopped',
  failed: 'failed',
};

/** What goes on now says more than what has ended. */
const TELLING: readonly ProjectState[] = ['running', 'paused', 'waiting'];

/** The run that says most about a project: one that is under way, else the newest. */
function tellingRun(runs: readonly Row<'runs'>[]): Row<'runs'> | undefined {
  for (const state of TELLING) {
    const run = runs.find((one) => stateOfRun[one.state] === state);
    if (run !== undefined) return run;
  }
  return runs[0];
}

/** The newest sample of any run, else the first picture of side A that is not left out. */
function pictureOf(catalog: Catalog, folders: readonly Row<'folders'>[], runs: readonly Row<'runs'>[]): string | null {
  for (const { id, architecture } of runs) {
    const sample = newestSample(catalog, id);
    if (sample !== undefined) return samplePictureUrl(id, sample.step, sample.side, sample.place, projectKinds[architecture].after);
  }
  for (const { id, side } of folders) {
    const picture = side === 'a' ? firstUsable(catalog, id) : undefined;
    if (picture !== undefined) return dataPictureUrl(picture);
  }
  return null;
}

const shareDone = ({ step, total_steps: total }: Row<'runs'>): number | null => (total === null || total === 0 ? null : Math.min(1, step / total));

/** A project as windows show it. */
export function describeProject(catalog: Catalog, project: Row<'projects'>): Project {
  const folders = foldersOf(catalog, project.id);
  const runs = runsOfProject(catalog, project.id).filter(({ removed_at }) => removed_at === null);
  const telling = tellingRun(runs);
  const state = telling === undefined ? 'new' : stateOfRun[telling.state];
  const count = (side: Row<'folders'>['side']): number => folders.filter((folder) => folder.side === side).reduce((sum, { pictures }) => sum + pictures, 0);
  const times = runs.flatMap(({ created_at, started_at, ended_at }) => [created_at, started_at ?? 0, ended_at ?? 0]);
  return {
    id: project.id,
    name: project.name,
    kind: project.kind,
    state,
    progress: state === 'running' && telling !== undefined ? shareDone(telling) : null,
    picture: pictureOf(catalog, folders, runs),
    sides: sideNames(catalog, project.id),
    pictures: { a: count('a'), b: count('b') },
    runs: runs.length,
    createdAt: iso(project.created_at),
    activeAt: iso(Math.max(project.created_at, project.touched_at ?? 0, ...times)),
    removedAt: project.removed_at === null ? null : iso(project.removed_at),
  };
}
