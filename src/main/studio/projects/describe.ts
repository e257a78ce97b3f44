import type { Project } from '../../../shared/contract/projects.ts';
import type { projectStates } from '../../../shared/contract/projects.ts';
import { projectKinds } from '../../../shared/projectKinds.ts';
import { foldersByProject, foldersOf, sideNames, sideNamesByProject } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { firstUsable } from '../../catalog/pictures.ts';
import { runsByProject, runsOfProject } from '../../catalog/runs.ts';
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

/** What the catalog has of a project, its runs newest first. */
interface Belongings {
  readonly folders: readonly Row<'folders'>[];
  readonly runs: readonly Row<'runs'>[];
  readonly sides: Project['sides'];
}

/** A project as windows show it. */
export function describeProject(catalog: Catalog, project: Row<'projects'>): Project {
  const { id } = project;
  return describe(catalog, project, { folders: foldersOf(catalog, id), runs: runsOfProject(catalog, id), sides: sideNames(catalog, id) });
}

/** Projects as windows show them: hundreds are asked for at once. */
export function describeProjects(catalog: Catalog, projects: readonly Row<'projects'>[]): Project[] {
  const [folders, runs, sides] = [foldersByProject(catalog), runsByProject(catalog), sideNamesByProject(catalog)];
  return projects.map((project) => {
    const { id } = project;
    return describe(catalog, project, { folders: folders.get(id) ?? [], runs: runs.get(id) ?? [], sides: sides(id) });
  });
}

function describe(catalog: Catalog, project: Row<'projects'>, { folders, runs: all, sides }: Belongings): Project {
  const runs = all.filter(({ removed_at }) => removed_at === null);
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
    sides,
    pictures: { a: count('a'), b: count('b') },
    runs: runs.length,
    createdAt: iso(project.created_at),
    activeAt: iso(Math.max(project.created_at, project.touched_at ?? 0, ...times)),
    removedAt: project.removed_at === null ? null : iso(project.removed_at),
  };
}
