import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import type { DataPicture } from '../../shared/contract/data.ts';
import { studio } from '../connection/connection.svelte.ts';
import { markPictures } from '../state/marked.svelte.ts';
import type { MarkField } from '../state/marks.ts';
import { openProjectId } from '../state/project.svelte.ts';
import type { Target } from '../state/target.svelte.ts';
import { format } from '../words/words.svelte.ts';
import type { Words } from '../words/words.svelte.ts';
import type { Action, Done } from './action.ts';

/** Those that a mark would change. */
const others = (field: MarkField, value: boolean, target: Target): readonly DataPicture[] =>
  openProjectId() === null ? [] : target.pictures.filter((picture) => picture[field] !== value);

async function put(field: MarkField, value: boolean, target: Target, said: (count: number, text: string) => string): Promise<Done | null> {
  const project = openProjectId();
  const ids = others(field, value, target).map(({ id }) => id);
  if (project === null || ids.length === 0) return null;
  await markPictures(project, ids, field, value);
  return { said: said(ids.length, format().count(ids.length)), undo: () => markPictures(project, ids, field, !value) };
}

const marking = (
  icon: Action['icon'],
  shortcut: string,
  field: MarkField,
  value: boolean,
  said: (words: Words) => (count: number, text: string) => string,
): Action => ({
  icon,
  shortcut,
  menu: 'edit',
  enabled: (target) => others(field, value, target).length > 0,
  run: (target, words) => put(field, value, target, said(words)),
});

/** Actions on a project's pictures. */
export const dataActions = {
  'picture.exclude': marking(EyeOff, 'x', 'excluded', true, (words) => words.data.excluded),
  'picture.include': marking(Eye, 'Shift+X', 'excluded', false, (words) => words.data.included),
  'picture.holdOut': marking(FlaskConical, 'h', 'heldOut', true, (words) => words.data.heldOut),
  'picture.release': marking(GraduationCap, 'Shift+H', 'heldOut', false, (words) => words.data.released),
  'data.swap': {
    icon: ArrowLeftRight,
    shortcut: null,
    menu: 'project',
    enabled: ({ projects }) => openProjectId() !== null && projects.some(({ kind }) => kind === 'cyclegan'),
    async run(_, words) {
      const project = openProjectId();
      if (project === null) return null;
      const swap = (): Promise<unknown> => studio.data.swap({ project });
      await swap();
      return { said: words.data.swapped, undo: swap };
    },
  },
  'data.rescan': {
    icon: RefreshCw,
    shortcut: null,
    menu: 'project',
    enabled: ({ projects }) => openProjectId() !== null && projects.length > 0,
    async run(_, words) {
      const project = openProjectId();
      if (project === null) return null;
      await studio.data.rescan({ project });
      return { said: words.data.rescanning };
    },
  },
} satisfies Record<string, Action>;
