import { findElectron, openInElectron } from '../../desktop/electron.ts';
import { openOnStandIn } from '../../desktop/standInDesktop.ts';
import { foundBrowser } from '../window.ts';
import { BrowserHost } from './browserHost.ts';
import { DesktopHost } from './desktopHost.ts';
import type { Host } from './host.ts';

/** One of the ways in which the built studio is opened. */
interface HostRow {
  /** Completes the name of a journey. */
  readonly where: string;
  /** Begins the names of its pictures. */
  readonly mark: string;
  /** Why it cannot be opened here, in a clause; null where it can. */
  readonly missing: () => string | null;
  readonly create: () => Host;
}

const noBrowser = (): string | null => (typeof foundBrowser === 'string' ? foundBrowser : null);

export type HostName = 'browser' | 'desktop' | 'electron';

/** Every host, the browser's first. */
export const hosts: Readonly<Record<HostName, HostRow>> = {
  browser: { where: 'in the browser', mark: '', missing: noBrowser, create: () => new BrowserHost() },
  desktop: {
    where: 'on the desktop (on a stand-in for Electron)',
    mark: 'desktop-',
    missing: noBrowser,
    create: () => new DesktopHost(openOnStandIn),
  },
  electron: {
    where: 'on the desktop (on Electron itself)',
    mark: 'electron-',
    missing() {
      const electron = findElectron();
      return typeof electron === 'string' ? electron : null;
    },
    create: () => new DesktopHost(openInElectron),
  },
};
