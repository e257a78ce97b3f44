import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import FileDown from '@lucide/svelte/icons/file-down';
import ImagePlus from '@lucide/svelte/icons/image-plus';
import Maximize from '@lucide/svelte/icons/maximize';
import Minus from '@lucide/svelte/icons/minus';
import Plus from '@lucide/svelte/icons/plus';
import Redo from '@lucide/svelte/icons/redo-2';
import Save from '@lucide/svelte/icons/save';
import Scan from '@lucide/svelte/icons/scan';
import Undo from '@lucide/svelte/icons/undo-2';
import ZoomIn from '@lucide/svelte/icons/zoom-in';
import ZoomOut from '@lucide/svelte/icons/zoom-out';
import { saveUnsavedHints } from '../paint/hintsText.ts';
import { saveUnsaved, unsavedPaintings } from '../paint/keeping.svelte.ts';
import { openPainter } from '../paint/open.svelte.ts';
import type { Painter } from '../paint/painter.svelte.ts';
import type { ToolName } from '../paint/tools/index.ts';
import { tools } from '../paint/tools/index.ts';
import { go, href } from '../state/router.svelte.ts';
import { complain } from '../state/toasts.svelte.ts';
import type { Action } from './action.ts';
import { always } from './action.ts';

/** Something done to the painting that is open. */
const painting = (
  icon: Action['icon'],
  shortcut: string,
  menu: 'edit' | 'view',
  run: (painter: Painter) => void,
  can?: (painter: Painter) => boolean,
): Action => ({
  icon,
  shortcut,
  menu,
  enabled: () => {
    const painter = openPainter();
    return painter !== null && (can?.(painter) ?? true);
  },
  run: () => {
    const painter = openPainter();
    if (painter !== null) run(painter);
    return null;
  },
});

const tool = (name: ToolName): Action => painting(tools[name].icon, tools[name].shortcut, 'edit', (painter) => (painter.tool = name));

/** Actions on paintings. They come before those that share a key with them: the open painting is nearer. */
export const paintActions = {
  'paint.open': {
    icon: ImagePlus,
    shortcut: null,
    menu: 'file',
    enabled: always,
    run: () => {
      go(href('paint', {}, { open: '1' }));
      return null;
    },
  },
  'paint.keep': {
    icon: Save,
    shortcut: '$mod+s',
    menu: 'file',
    enabled: () => openPainter() !== null || unsavedPaintings().length > 0,
    run: async (_target, { paint }) => {
      const failure = await saveUnsaved();
      if (failure === null) return { said: paint.allSaved };
      complain(failure);
      return null;
    },
  },
  'paint.saveUnsaved': {
    icon: FileDown,
    shortcut: null,
    menu: 'file',
    enabled: () => unsavedPaintings().length > 0,
    run: () => {
      saveUnsavedHints();
      return null;
    },
  },
  'paint.undo': painting(
    Undo,
    '$mod+z',
    'edit',
    (painter) => painter.undo(),
    (painter) => painter.canUndo,
  ),
  'paint.redo': painting(
    Redo,
    '$mod+Shift+z',
    'edit',
    (painter) => painter.redo(),
    (painter) => painter.canRedo,
  ),
  'paint.point': tool('point'),
  'paint.brush': tool('brush'),
  'paint.eraser': tool('eraser'),
  'paint.eyedropper': tool('eyedropper'),
  'paint.hand': tool('hand'),
  'paint.swap': painting(ArrowLeftRight, 'x', 'edit', (painter) => painter.swap()),
  'paint.smaller': painting(Minus, '[', 'edit', (painter) => painter.resize(-1)),
  'paint.larger': painting(Plus, ']', 'edit', (painter) => painter.resize(1)),
  'paint.zoomIn': painting(ZoomIn, '+', 'view', (painter) => painter.zoom(1.5)),
  'paint.zoomOut': painting(ZoomOut, '-', 'view', (painter) => painter.zoom(1 / 1.5)),
  'paint.fit': painting(Maximize, '0', 'view', (painter) => painter.fit()),
  'paint.actual': painting(Scan, '1', 'view', (painter) => painter.actual()),
} satisfies Record<string, Action>;
