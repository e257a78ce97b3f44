import { app, protocol } from 'electron';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultHome } from '../../studio/home.ts';
import { SCHEME } from './guards.ts';
import { startDesktop } from './start.ts';

// Everything here happens before Electron is ready, which nothing may be waited for: its order is that of its documentation.
const { values } = parseArgs({ args: process.argv.slice(1), options: { home: { type: 'string' } }, strict: false, allowPositionals: true });
const home = typeof values.home === 'string' ? resolve(values.home) : defaultHome();

// What Chromium keeps lies in the home, so that each home has a window of its own, and one only.
const own = join(home, 'desktop');
mkdirSync(own, { recursive: true });
app.setPath('userData', own);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);

if (app.requestSingleInstanceLock()) void app.whenReady().then(() => startDesktop(home));
else app.quit();
