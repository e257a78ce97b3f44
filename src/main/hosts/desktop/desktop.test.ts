import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MenuItem } from '../../../shared/contract/host.ts';
import { openChoices } from './choices.ts';
import { isOwnPage } from './guards.ts';
import { menuTemplate } from './menu.ts';
import { keepWindowState, placeOf, readWindowState } from './windowState.ts';
import { desktopWords } from './words.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1280, height: 984 };

describe('where a window opens', () => {
  it('is where it was, on any screen', () => {
    const state = { x: 2000, y: 40, width: 900, height: 700, maximized: false };
    expect(placeOf(state, [screen, right])).toEqual({ x: 2000, y: 40, width: 900, height: 700 });
  });

  it('is the middle of the first screen when there was none, or its screen is gone', () => {
    expect(placeOf(null, [screen])).toEqual({ x: 320, y: 90, width: 1280, height: 860 });
    for (const away of [
      { x: 2000, y: 40 },
      { x: -880, y: 0 },
      { x: 100, y: -50 },
      { x: 100, y: 1030 },
    ]) {
      expect(placeOf({ ...away, width: 900, height: 700, maximized: false }, [screen])).toEqual({ x: 510, y: 170, width: 900, height: 700 });
    }
  });

  it('can always be dragged', () => {
    const side = fc.integer({ min: -5000, max: 5000 });
    const size = fc.integer({ min: 100, max: 5000 });
    fc.assert(
      fc.property(side, side, size, size, (x, y, width, height) => {
        const place = placeOf({ x, y, width, height, maximized: false }, [screen, right]);
        const seen = [screen, right].map((each) => Math.min(place.x + place.width, each.x + each.width) - Math.max(place.x, each.x));
        expect(Math.max(...seen)).toBeGreaterThanOrEqual(100);
        expect(place.y).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is kept, and no reason not to open when it cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'recast-window-'));
    try {
      const file = join(folder, 'desktop', 'window.json');
      expect(readWindowState(file)).toBe(null);
      const state = { x: 1, y: 2, width: 900, height: 700, maximized: true };
      keepWindowState(file, state);
      expect(readWindowState(file)).toEqual(state);
      for (const broken of ['', '{', '{"x":1}', '{"x":1,"y":2,"width":-5,"height":7,"maximized":true}']) {
        writeFileSync(file, broken);
        expect(readWindowState(file)).toBe(null);
      }
      // Where it cannot be kept, the window goes on closing.
      keepWindowState(join(file, 'below a file.json'), state);
      expect(readWindowState(join(file, 'below a file.json'))).toBe(null);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the menus', () => {
  const items: MenuItem[] = [
    { id: 'project.new', label: 'Cats & Dogs', menu: 'file', accelerator: 'CommandOrControl+N', enabled: true },
    { id: 'run.stop', label: 'Stop', menu: 'run', accelerator: null, enabled: false },
  ];

  it('hold the actions under the names of the window, and what the platform adds', () => {
    const chosen: string[] = [];
    const [file, edit, , run] = menuTemplate({ file: '파일', run: '실행' }, items, false, (id) => chosen.push(id));
    expect(file).toMatchObject({ label: '파일', submenu: [{ label: 'Cats && Dogs', registerAccelerator: false }, { type: 'separator' }, { role: 'quit' }] });
    expect(edit).toMatchObject({ submenu: expect.arrayContaining([{ role: 'copy' }]) });
    expect(run).toEqual({ label: '실행', submenu: [expect.objectContaining({ id: 'run.stop', enabled: false })] });
    const [first] = Array.isArray(file.submenu) ? file.submenu : [];
    // What Electron passes along is not looked at.
    (first.click as () => void)();
    expect(chosen).toEqual(['project.new']);
  });

  it('begin with the menu of the program on macOS, where quitting is', () => {
    const bar = menuTemplate({}, items, true, () => undefined);
    expect(bar[0]).toEqual({ role: 'appMenu' });
    expect(JSON.stringify(bar)).not.toContain('"quit"');
  });

  it('tell what was chosen to whoever listens, until nobody does', async () => {
    const choices = openChoices();
    choices.choose('dropped');
    const leave = new AbortController();
    const heard = choices.listen(leave.signal);
    const first = heard.next();
    choices.choose('a');
    choices.choose('b');
    expect([(await first).value, (await heard.next()).value]).toEqual(['a', 'b']);
    const last = heard.next();
    leave.abort();
    expect((await last).done).toBe(true);
  });
});

it('only the studio itself is its own page', () => {
  for (const own of ['studio://app/', 'studio://app/#/projects/1']) expect(isOwnPage(own)).toBe(true);
  for (const other of ['studio://other/', 'https://app/', 'file:///app', 'about:blank', '', 'studio:app', 'studio://app.evil/', 'studio://evil@other/']) {
    expect(isOwnPage(other), other).toBe(false);
  }
});

it('the words follow the chosen language, else the system', () => {
  expect(desktopWords('system', 'ko-KR')).toBe(desktopWords('ko', 'en-US'));
  expect(desktopWords('system', 'fr')).toBe(desktopWords('en', 'ko'));
});
