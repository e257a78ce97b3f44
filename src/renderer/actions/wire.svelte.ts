import { tinykeys } from 'tinykeys';
import { connection, studio } from '../connection/connection.svelte.ts';
import { host } from '../state/host.svelte.ts';
import { surface } from '../state/surface.svelte.ts';
import { aimed } from '../state/target.svelte.ts';
import { words } from '../words/words.svelte.ts';
import type { ActionId } from './index.ts';
import { actionIds, actionTable, labelOf, perform } from './index.ts';
import { accelerator, typing } from './keys.ts';

/** Listens to the shortcuts of all actions. Call within an effect root. */
export function watchShortcuts(): void {
  $effect(() => {
    // Several actions may have one key: the first that can be done now does it.
    const byKeys = Map.groupBy(actionIds, (id) => actionTable[id].shortcut);
    const bindings = [...byKeys].flatMap(([shortcut, ids]) => {
      if (shortcut === null) return [];
      const press = (event: KeyboardEvent): void => {
        // Text fields keep their own keys; a dialog keeps the keys to itself, but for the palette that closes by its own.
        if (typing(event) && !(shortcut.startsWith('$mod') && shortcut !== '$mod+z')) return;
        if (document.querySelector('dialog[open]') !== null && surface.open === null) return;
        event.preventDefault();
        const id = ids.find((each) => actionTable[each].enabled(aimed()));
        if (id !== undefined) void perform(id);
      };
      return [[shortcut, press] as const];
    });
    // What is typed is told apart above: sliders and check boxes leave letters to the shortcuts.
    return tinykeys(window, Object.fromEntries(bindings), { ignore: (event) => event.repeat || event.isComposing });
  });
}

const isActionId = (id: string): id is ActionId => id in actionTable;

/** Tells the host the actions for its native menus, and does what was chosen there. Call within an effect root. */
export function watchMenus(): void {
  const items = $derived(
    actionIds.map((id) => {
      const action = actionTable[id];
      return { id, label: labelOf(id), menu: action.menu, accelerator: accelerator(action.shortcut), enabled: action.enabled(aimed()) };
    }),
  );
  const native = $derived(host()?.kind === 'desktop');

  $effect(() => {
    if (native && connection.generation > 0) studio.host.setMenu({ menus: words().shell.menus, items }).catch(() => undefined);
  });
  $effect(() => {
    if (!native || connection.generation === 0) return;
    const controller = new AbortController();
    void listen(controller.signal);
    return () => controller.abort();
  });
}

async function listen(signal: AbortSignal): Promise<void> {
  try {
    for await (const id of await studio.host.chosen(undefined, { signal })) if (isActionId(id)) void perform(id);
  } catch {
    // Comes back with the connection.
  }
}
