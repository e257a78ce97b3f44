import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { defaultHome } from './home.ts';

test('RECAST_HOME wins everywhere', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const)
    expect(defaultHome({ RECAST_HOME: '/pictures/home', XDG_DATA_HOME: '/x' }, platform, '/u')).toBe(resolve('/pictures/home'));
});

test("else the platform's place for the data of users", () => {
  expect(defaultHome({}, 'linux', '/u')).toBe(join('/u', '.local', 'share', 'recast-studio'));
  expect(defaultHome({ XDG_DATA_HOME: '/data' }, 'linux', '/u')).toBe(join('/data', 'recast-studio'));
  expect(defaultHome({}, 'darwin', '/u')).toBe(join('/u', 'Library', 'Application Support', 'Recast Studio'));
  expect(defaultHome({ APPDATA: '/roaming' }, 'win32', '/u')).toBe(join('/roaming', 'Recast Studio'));
});
