const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const symbols: Readonly<Record<string, string>> = mac ? { $mod: '⌘', Shift: '⇧', Alt: '⌥' } : { $mod: 'Ctrl', Shift: 'Shift', Alt: 'Alt' };

/** A shortcut as people read it: `Ctrl+K`, `g h`. */
export function readable(shortcut: string): string {
  return shortcut
    .split(' ')
    .map((press) => {
      // A key that is typed with Shift shows it already.
      const keys = press.replace(/^Shift\+(?=[^\w\s]$)/, '').split('+');
      return keys.map((key) => symbols[key] ?? (key.length === 1 && keys.length > 1 ? key.toUpperCase() : key)).join(mac ? '' : '+');
    })
    .join(' ');
}

/** A shortcut as native menus write it; null for sequences and keys that they cannot hold. */
export function accelerator(shortcut: string | null): string | null {
  if (shortcut === null || shortcut.includes(' ') || shortcut.endsWith('?')) return null;
  return shortcut
    .split('+')
    .map((key) => (key === '$mod' ? 'CommandOrControl' : key.length === 1 ? key.toUpperCase() : key))
    .join('+');
}

/** Whether a person is typing: then single keys are letters. */
export function typing(event: KeyboardEvent): boolean {
  const element = event.target;
  if (!(element instanceof HTMLElement)) return false;
  return element.isContentEditable || element.matches('input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select');
}
