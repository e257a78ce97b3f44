import Bookmark from '@lucide/svelte/icons/bookmark';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Trash from '@lucide/svelte/icons/trash';
import WandSparkles from '@lucide/svelte/icons/wand-sparkles';
import { studio } from '../connection/connection.svelte.ts';
import { openProjectId } from '../state/project.svelte.ts';
import { go, href } from '../state/router.svelte.ts';
import type { Action } from './action.ts';

/** Actions on checkpoints. */
export const checkpointActions = {
  'checkpoint.keep': {
    icon: Bookmark,
    shortcut: 'k',
    menu: 'run',
    enabled: (target) => target.checkpoints.length === 1,
    async run(target, words) {
      const checkpoint = target.checkpoints[0];
      if (checkpoint === undefined) return null;
      const { id, kept } = checkpoint;
      await studio.checkpoints.keep({ id, kept: !kept });
      return { said: kept ? words.compare.notKept(id) : words.compare.keptNow(id), undo: () => studio.checkpoints.keep({ id, kept }) };
    },
  },
  'checkpoint.convert': {
    icon: WandSparkles,
    shortcut: null,
    menu: 'run',
    // A painter takes no pictures.
    enabled: (target) => target.checkpoints.length === 1 && target.projects[0]?.kind !== 'stackgan',
    run(target) {
      const checkpoint = target.checkpoints[0];
      const project = openProjectId();
      if (checkpoint !== undefined) go(href('convert', {}, { checkpoint: checkpoint.id, ...(project !== null && { project: String(project) }) }));
      return null;
    },
  },
  'checkpoint.draw': {
    icon: MessageSquareText,
    shortcut: null,
    menu: 'run',
    enabled: (target) => target.checkpoints.length === 1 && target.projects[0]?.kind === 'stackgan',
    run(target) {
      const [checkpoint] = target.checkpoints;
      const project = openProjectId();
      if (checkpoint === undefined) return null;
      const named = { checkpoint: checkpoint.id };
      go(project === null ? href('describe', {}, named) : href('draw', { project }, named));
      return null;
    },
  },
  'checkpoint.remove': {
    icon: Trash,
    shortcut: null,
    menu: 'run',
    enabled: (target) => target.checkpoints.length > 0,
    async run(target, words) {
      const ids = target.checkpoints.map(({ id }) => id);
      await studio.checkpoints.remove({ ids });
      return { said: words.compare.removed(ids.join(', ')), undo: () => studio.checkpoints.restore({ ids }) };
    },
  },
} satisfies Record<string, Action>;
