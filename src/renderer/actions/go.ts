import Activity from '@lucide/svelte/icons/activity';
import ChartSpline from '@lucide/svelte/icons/chart-spline';
import Images from '@lucide/svelte/icons/images';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Palette from '@lucide/svelte/icons/palette';
import Settings from '@lucide/svelte/icons/settings';
import SquareSplitHorizontal from '@lucide/svelte/icons/square-split-horizontal';
import Trash from '@lucide/svelte/icons/trash';
import WandSparkles from '@lucide/svelte/icons/wand-sparkles';
import type { Project } from '../../shared/contract/projects.ts';
import type { PageName, ProjectPage } from '../pages.ts';
import { go, href } from '../state/router.svelte.ts';
import type { Target } from '../state/target.svelte.ts';
import type { Action } from './action.ts';
import { always } from './action.ts';

const page = (icon: Action['icon'], name: Exclude<PageName, ProjectPage | 'conversion' | 'painting'>, shortcut: string | null): Action => ({
  icon,
  shortcut,
  menu: 'go',
  enabled: always,
  run: () => {
    go(href(name));
    return null;
  },
});

const only = (target: Target) => (target.projects.length === 1 ? target.projects[0] : undefined);

const projectPage = (icon: Action['icon'], name: ProjectPage, shortcut: string | null, fits: (project: Project) => boolean = () => true): Action => ({
  icon,
  shortcut,
  menu: 'project',
  enabled: (target) => {
    const project = only(target);
    return project !== undefined && fits(project);
  },
  run: (target) => {
    const project = only(target);
    if (project !== undefined) go(href(name, { project: project.id }));
    return null;
  },
});

/** Actions that lead somewhere. */
export const goActions = {
  'go.home': page(LayoutGrid, 'home', 'g h'),
  'go.convert': page(WandSparkles, 'convert', 'g v'),
  'go.paint': page(Palette, 'paint', 'g p'),
  'go.describe': page(MessageSquareText, 'describe', 'g w'),
  'go.activity': page(Activity, 'activity', 'g a'),
  'go.settings': page(Settings, 'settings', '$mod+,'),
  'go.bin': page(Trash, 'bin', null),
  'go.data': projectPage(Images, 'data', 'g d'),
  'go.train': projectPage(ChartSpline, 'train', 'g t'),
  'go.compare': projectPage(SquareSplitHorizontal, 'compare', 'g c'),
  'go.draw': projectPage(MessageSquareText, 'draw', null, ({ kind }) => kind === 'stackgan'),
} satisfies Record<string, Action>;
