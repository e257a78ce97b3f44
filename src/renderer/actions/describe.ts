import CornerDownLeft from '@lucide/svelte/icons/corner-down-left';
import Download from '@lucide/svelte/icons/download';
import FileText from '@lucide/svelte/icons/file-text';
import Flag from '@lucide/svelte/icons/flag';
import FlagTriangleRight from '@lucide/svelte/icons/flag-triangle-right';
import Lock from '@lucide/svelte/icons/lock';
import LockKeyhole from '@lucide/svelte/icons/lock-keyhole';
import PenLine from '@lucide/svelte/icons/pen-line';
import Play from '@lucide/svelte/icons/play';
import Shapes from '@lucide/svelte/icons/shapes';
import Star from '@lucide/svelte/icons/star';
import Trash from '@lucide/svelte/icons/trash';
import Undo from '@lucide/svelte/icons/undo-2';
import type { Drawing } from '../../shared/contract/drawings.ts';
import { studio } from '../connection/connection.svelte.ts';
import type { Desk } from '../describe/desk.svelte.ts';
import { hasNoise } from '../describe/noise.svelte.ts';
import { openDesk } from '../describe/open.svelte.ts';
import type { Target } from '../state/target.svelte.ts';
import { format } from '../words/words.svelte.ts';
import type { Action } from './action.ts';

/** Something done at the desk that is open. */
const atDesk = (
  icon: Action['icon'],
  shortcut: string | null,
  menu: 'edit' | 'file' | 'view',
  run: (desk: Desk) => unknown,
  can?: (desk: Desk) => boolean,
): Action => ({
  icon,
  shortcut,
  menu,
  enabled: () => {
    const desk = openDesk();
    return desk !== null && (can?.(desk) ?? true);
  },
  run: () => {
    const desk = openDesk();
    if (desk !== null) void run(desk);
    return null;
  },
});

const only = ({ drawings }: Target): Drawing | null => (drawings.length === 1 ? (drawings[0] ?? null) : null);

/** Something done at the desk with one picture. */
const withPicture = (
  icon: Action['icon'],
  shortcut: string | null,
  run: (desk: Desk, drawing: Drawing) => unknown,
  can: (drawing: Drawing) => boolean,
): Action => ({
  icon,
  shortcut,
  menu: 'edit',
  enabled: (target) => {
    const drawing = only(target);
    return openDesk() !== null && drawing !== null && can(drawing);
  },
  run: (target) => {
    const [desk, drawing] = [openDesk(), only(target)];
    if (desk !== null && drawing !== null) void run(desk, drawing);
    return null;
  },
});

const idsOf = (drawings: readonly Drawing[]): number[] => drawings.map(({ id }) => id);

/** Actions on the page of sentences. */
export const describeActions = {
  'describe.sentence': atDesk(PenLine, '/', 'edit', (desk) => desk.field?.focus()),
  'describe.draw': atDesk(
    CornerDownLeft,
    '$mod+Enter',
    'edit',
    (desk) => desk.draw(),
    (desk) => desk.ready,
  ),
  'describe.more': withPicture(
    Shapes,
    'm',
    (desk, drawing) => desk.more(drawing),
    ({ checkpoint }) => checkpoint !== null,
  ),
  'describe.lockWords': atDesk(LockKeyhole, 'w', 'edit', (desk) => (desk.wordsLocked = !desk.wordsLocked)),
  'describe.lockNoise': atDesk(Lock, 'n', 'edit', (desk) => desk.lockNoise()),
  'describe.pathFrom': withPicture(Flag, null, (desk, drawing) => desk.pathFrom(drawing), hasNoise),
  'describe.pathTo': withPicture(FlagTriangleRight, null, (desk, drawing) => desk.pathTo(drawing), hasNoise),
  'describe.play': atDesk(
    Play,
    'p',
    'view',
    (desk) => (desk.playing = !desk.playing),
    (desk) => desk.shown !== 'one' && desk.slots > 1,
  ),
  'describe.favour': {
    icon: Star,
    shortcut: 'f',
    menu: 'edit',
    enabled: ({ drawings }) => drawings.length > 0,
    async run({ drawings }, words) {
      const ids = idsOf(drawings);
      // Some that are none make all of them favourites.
      const favourite = drawings.some((each) => !each.favourite);
      await studio.drawings.favour({ ids, favourite });
      const said = (favourite ? words.describe.favoured : words.describe.unfavoured)(ids.length, format().count(ids.length));
      const changed = idsOf(drawings.filter((each) => each.favourite !== favourite));
      return { said, undo: () => studio.drawings.favour({ ids: changed, favourite: !favourite }) };
    },
  },
  'describe.export': {
    icon: Download,
    shortcut: 'e',
    menu: 'file',
    enabled: ({ drawings }) => openDesk() !== null && drawings.length > 0,
    run: () => {
      const desk = openDesk();
      if (desk !== null) desk.dialog = 'export';
      return null;
    },
  },
  'describe.batch': atDesk(
    FileText,
    null,
    'file',
    (desk) => (desk.dialog = 'batch'),
    (desk) => desk.checkpoint !== null,
  ),
  'describe.restore': {
    icon: Undo,
    shortcut: null,
    menu: 'edit',
    enabled: ({ drawings }) => drawings.length > 0 && drawings.every(({ removedAt }) => removedAt !== null),
    async run({ drawings }, words) {
      const ids = idsOf(drawings);
      await studio.drawings.restore({ ids });
      return { said: words.describe.restored(ids.length, format().count(ids.length)), undo: () => studio.drawings.remove({ ids }) };
    },
  },
  'describe.remove': {
    icon: Trash,
    shortcut: 'Delete',
    menu: 'edit',
    enabled: ({ drawings }) => drawings.length > 0,
    async run({ drawings }, words) {
      const ids = idsOf(drawings);
      await studio.drawings.remove({ ids });
      return { said: words.describe.removed(ids.length, format().count(ids.length)), undo: () => studio.drawings.restore({ ids }) };
    },
  },
} satisfies Record<string, Action>;
