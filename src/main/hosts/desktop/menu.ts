import type { MenuItemConstructorOptions } from 'electron';
import type { MenuItem } from '../../../shared/contract/host.ts';

/** The menus in their order. */
const order = ['file', 'edit', 'view', 'go', 'project', 'run', 'help'] as const satisfies readonly MenuItem['menu'][];

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** What text fields need in the menu of editing: their shortcuts work by it on macOS. */
const editing: readonly MenuItemConstructorOptions[] = [
  { role: 'undo' },
  { role: 'redo' },
  separator,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];

/** What the system itself adds to a menu, by its platform. */
function ownItems(menu: MenuItem['menu'], mac: boolean): readonly MenuItemConstructorOptions[] {
  if (menu === 'edit') return editing;
  if (menu === 'view') return [{ role: 'togglefullscreen' }];
  if (menu === 'file') return [mac ? { role: 'close' } : { role: 'quit' }];
  return [];
}

/**
 * The menu bar: the window's actions in the menus that it names, and what the platform adds.
 *
 * @param menus the names of the menus in the window's language
 * @param choose is told the id of an action that was chosen
 */
export function menuTemplate(
  menus: Readonly<Record<string, string>>,
  items: readonly MenuItem[],
  mac: boolean,
  choose: (id: string) => void,
): MenuItemConstructorOptions[] {
  const bar = order.flatMap((menu): MenuItemConstructorOptions[] => {
    const actions = items
      .filter((item) => item.menu === menu)
      .map(({ id, label, accelerator, enabled }): MenuItemConstructorOptions => ({
        id,
        // An ampersand marks the letter that chooses an item.
        label: label.replaceAll('&', '&&'),
        enabled,
        click: () => choose(id),
        // The window answers its shortcuts itself; here they are only shown.
        ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
      }));
    const added = ownItems(menu, mac);
    if (actions.length + added.length === 0) return [];
    const between = actions.length > 0 && added.length > 0 ? [separator] : [];
    return [{ label: menus[menu] ?? menu, submenu: [...actions, ...between, ...added] }];
  });
  return mac ? [{ role: 'appMenu' }, ...bar] : bar;
}
