import ChartSpline from '@lucide/svelte/icons/chart-spline';
import GitBranch from '@lucide/svelte/icons/git-branch';
import Pause from '@lucide/svelte/icons/pause';
import Pencil from '@lucide/svelte/icons/pencil';
import Play from '@lucide/svelte/icons/play';
import Plus from '@lucide/svelte/icons/plus';
import Square from '@lucide/svelte/icons/square';
import Trash from '@lucide/svelte/icons/trash';
import Undo from '@lucide/svelte/icons/undo-2';
import type { Run, RunStateName } from '../../shared/contract/runs.ts';
import { findAgain, movedFolder } from '../bring/findAgain.ts';
import { studio } from '../connection/connection.svelte.ts';
import { failureOf } from '../connection/failure.ts';
import { askText } from '../state/ask.svelte.ts';
import { openProjectId } from '../state/project.svelte.ts';
import { go, href, where } from '../state/router.svelte.ts';
import type { Target } from '../state/target.svelte.ts';
import { complain, say } from '../state/toasts.svelte.ts';
import type { Words } from '../words/words.svelte.ts';
import type { Action, Done } from './action.ts';

/** The run that is aimed at, where it is in one of these states and not in the bin. */
const inState = (target: Target, states: readonly RunStateName[]): Run | null =>
  target.run !== null && target.run.removedAt === null && states.includes(target.run.state) ? target.run : null;

const active = ['queued', 'starting', 'running', 'paused'] as const satisfies readonly RunStateName[];
const ended = ['stopped', 'interrupted', 'failed'] as const satisfies readonly RunStateName[];

/** An action on a run that is in one of some states. */
const onRun = (
  row: Pick<Action, 'icon' | 'shortcut'>,
  states: readonly RunStateName[],
  work: (run: Run, words: Words) => Promise<Done | null> | Done | null,
): Action => ({
  ...row,
  menu: 'run',
  enabled: (target) => inState(target, states) !== null,
  run: (target, words) => {
    const run = inState(target, states);
    return run === null ? null : work(run, words);
  },
});

/** Goes on with a run; where its pictures are not where they were, the person is asked where they lie now, and it goes on then. */
async function resume(run: Run, words: Words): Promise<Done | null> {
  try {
    await studio.runs.resume({ run: run.id });
  } catch (error) {
    const path = movedFolder(failureOf(error));
    if (path === null) throw error;
    const find = async (): Promise<void> => {
      const done = (await findAgain(run.project, path)) ? await resume(run, words) : null;
      if (done !== null) say(done.said);
    };
    complain(error, { label: words.data.findAgain, run: find });
    return null;
  }
  return { said: run.checkpoints === 0 ? words.train.begunAnew(run.name) : words.train.resumed(run.name) };
}

const every = [...active, ...ended, 'finished'] as const satisfies readonly RunStateName[];

/** Actions on training runs. */
export const runActions = {
  'run.new': {
    icon: Plus,
    shortcut: null,
    menu: 'run',
    enabled: ({ projects }) => openProjectId() !== null && projects.length > 0,
    run: () => {
      const project = openProjectId();
      if (project !== null) go(href('train', { project }, { run: 'new' }));
      return null;
    },
  },
  'run.show': {
    icon: ChartSpline,
    shortcut: null,
    menu: 'run',
    enabled: (target) => target.run !== null && where().query.get('run') !== target.run.id,
    run: (target) => {
      if (target.run !== null) go(href('train', { project: target.run.project }, { run: target.run.id }));
      return null;
    },
  },
  'run.pause': onRun({ icon: Pause, shortcut: 'p' }, ['running'], async (run) => {
    await studio.runs.pause({ run: run.id });
    return null;
  }),
  'run.proceed': onRun({ icon: Play, shortcut: 'Shift+P' }, ['paused'], async (run) => {
    await studio.runs.proceed({ run: run.id });
    return null;
  }),
  'run.stop': onRun({ icon: Square, shortcut: null }, active, async (run, words) => {
    await studio.runs.stop({ run: run.id });
    return { said: run.state === 'queued' ? words.train.unqueued(run.name) : words.train.stopping(run.name) };
  }),
  'run.resume': onRun({ icon: Play, shortcut: null }, ended, resume),
  'run.branch': {
    icon: GitBranch,
    shortcut: 'b',
    menu: 'run',
    enabled: (target) => (inState(target, every)?.checkpoints ?? 0) > 0,
    run: (target) => {
      const { run } = target;
      if (run !== null) go(href('train', { project: run.project }, { run: run.id, branch: target.checkpoints[0]?.id ?? 'newest' }));
      return null;
    },
  },
  'run.rename': onRun({ icon: Pencil, shortcut: null }, every, async (run, words) => {
    const name = await askText(words.train.renameTitle, words.home.name, run.name);
    if (name === null || name === run.name) return null;
    await studio.runs.rename({ run: run.id, name });
    return { said: words.home.renamed(name), undo: () => studio.runs.rename({ run: run.id, name: run.name }) };
  }),
  'run.remove': onRun({ icon: Trash, shortcut: null }, every, async (run, words) => {
    await studio.runs.remove({ runs: [run.id] });
    if (where().query.get('run') === run.id) go(href('train', { project: run.project }));
    return { said: words.train.removed(run.name), undo: () => studio.runs.restore({ runs: [run.id] }) };
  }),
  'run.restore': {
    icon: Undo,
    shortcut: null,
    menu: 'run',
    enabled: (target) => target.run !== null && target.run.removedAt !== null,
    async run(target, words) {
      const { run } = target;
      if (run === null) return null;
      await studio.runs.restore({ runs: [run.id] });
      return { said: words.train.restored(run.name), undo: () => studio.runs.remove({ runs: [run.id] }) };
    },
  },
} satisfies Record<string, Action>;
