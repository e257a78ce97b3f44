import Copy from '@lucide/svelte/icons/copy';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Pencil from '@lucide/svelte/icons/pencil';
import Plus from '@lucide/svelte/icons/plus';
import Sparkles from '@lucide/svelte/icons/sparkles';
import Trash from '@lucide/svelte/icons/trash';
import Undo from '@lucide/svelte/icons/undo-2';
import { studio } from '../connection/connection.svelte.ts';
import { askConfirm, askProjectKind, askText } from '../state/ask.svelte.ts';
import { go, href, where } from '../state/router.svelte.ts';
import { sample } from '../state/sample.svelte.ts';
import type { Target } from '../state/target.svelte.ts';
import { say } from '../state/toasts.svelte.ts';
import { format } from '../words/words.svelte.ts';
import type { Action } from './action.ts';
import { always } from './action.ts';

const present = (target: Target) => target.projects.filter((project) => project.removedAt === null);
const idsOf = (projects: readonly { id: number }[]): number[] => projects.map(({ id }) => id);

/** Actions on projects. */
export const projectActions = {
  'project.new': {
    icon: Plus,
    shortcut: '$mod+Alt+n',
    menu: 'file',
    enabled: always,
    async run(_, words) {
      const kind = await askProjectKind(words.home.newTitle, words.home.newText);
      if (kind === null) return null;
      const project = await studio.projects.create({ kind, folders: { a: [], b: [] } });
      go(href('data', { project: project.id }));
      return null;
    },
  },
  'project.sample': {
    icon: Sparkles,
    shortcut: null,
    menu: 'file',
    enabled: () => sample.available && !sample.work.running,
    async run(_, words) {
      const project = await sample.make();
      if (project === null) return null;
      const open = (): void => go(href('data', { project: project.id }));
      // Whoever has gone elsewhere meanwhile stays there, and is told.
      if (where().page === 'home') open();
      else say(words.home.sampleMade(project.name), { tone: 'good', action: { label: words.actions['project.open'], run: open } });
      return null;
    },
  },
  'project.open': {
    icon: FolderOpen,
    shortcut: null,
    menu: 'project',
    enabled: (target) => present(target).length === 1,
    run(target) {
      const project = present(target)[0];
      if (project !== undefined) go(href(project.runs > 0 ? 'train' : 'data', { project: project.id }));
      return null;
    },
  },
  'project.rename': {
    icon: Pencil,
    shortcut: 'F2',
    menu: 'project',
    enabled: (target) => present(target).length === 1,
    async run(target, words) {
      const project = present(target)[0];
      if (project === undefined) return null;
      const name = await askText(words.home.renameTitle, words.home.name, project.name);
      if (name === null || name === project.name) return null;
      await studio.projects.rename({ id: project.id, name });
      return { said: words.home.renamed(name), undo: () => studio.projects.rename({ id: project.id, name: project.name }) };
    },
  },
  'project.duplicate': {
    icon: Copy,
    shortcut: null,
    menu: 'project',
    enabled: (target) => present(target).length === 1,
    async run(target, words) {
      const project = present(target)[0];
      if (project === undefined) return null;
      const copy = await studio.projects.duplicate({ id: project.id });
      return { said: words.home.duplicated(copy.name), undo: () => studio.projects.remove({ ids: [copy.id] }) };
    },
  },
  'project.remove': {
    icon: Trash,
    shortcut: null,
    menu: 'project',
    enabled: (target) => present(target).length > 0,
    async run(target, words) {
      const gone = present(target);
      const ids = idsOf(gone);
      await studio.projects.remove({ ids });
      if (ids.includes(Number(where().parameters['project']))) go(href('home'));
      return {
        said: words.home.removed(gone.length === 1 ? (gone[0]?.name ?? '') : null, format().count(gone.length)),
        undo: () => studio.projects.restore({ ids }),
      };
    },
  },
  'project.restore': {
    icon: Undo,
    shortcut: null,
    menu: 'project',
    enabled: (target) => target.projects.some((project) => project.removedAt !== null),
    async run(target, words) {
      const back = target.projects.filter((project) => project.removedAt !== null);
      await studio.projects.restore({ ids: idsOf(back) });
      return { said: words.home.restored(format().count(back.length)), undo: () => studio.projects.remove({ ids: idsOf(back) }) };
    },
  },
  'bin.empty': {
    icon: Trash,
    shortcut: null,
    menu: 'file',
    enabled: always,
    async run(_, words) {
      if (!(await askConfirm(words.home.emptyBinTitle, words.home.emptyBinText, words.actions['bin.empty']))) return null;
      const { bytes } = await studio.projects.emptyBin();
      return { said: words.home.binEmptied(format().bytes(bytes)) };
    },
  },
} satisfies Record<string, Action>;
