import { expect, test } from 'vitest';
import { accelerator } from './keys.ts';

test('native menus hold keys with modifiers, not sequences', () => {
  expect(accelerator('$mod+Shift+l')).toBe('CommandOrControl+Shift+L');
  expect(accelerator('$mod+,')).toBe('CommandOrControl+,');
  expect(accelerator('g h')).toBeNull();
  expect(accelerator('Shift+?')).toBeNull();
  expect(accelerator(null)).toBeNull();
});
