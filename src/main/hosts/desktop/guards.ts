import type { Session, WebContents } from 'electron';

/** The scheme and the only host of the studio's pages. */
export const SCHEME = 'studio';
export const HOME_PAGE = `${SCHEME}://app/`;

/** Whether an address is the studio's own page. */
export function isOwnPage(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return protocol === `${SCHEME}:` && host === 'app';
  } catch {
    return false;
  }
}

/** What the window needs: to copy a log by a click, and to paste hints by one. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'clipboard-read']);

/** Nothing but the studio's own files is loaded, and nothing of the machine is handed to a page. */
export function guardSession(session: Session): void {
  const allows = (permission: string, page: string): boolean => ALLOWED_PERMISSIONS.has(permission) && isOwnPage(page);
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => answer(allows(permission, requestingUrl)));
  session.setPermissionCheckHandler((_contents, permission, origin) => allows(permission, origin));
  session.setDevicePermissionHandler(() => false);
  // The policy of the pages says so already; this holds where a page could get around it.
  session.webRequest.onBeforeRequest({ urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*', 'ftp://*/*'] }, (_details, answer) =>
    answer({ cancel: true }),
  );
}

/** A page stays what it is: no navigation, no further windows, nothing embedded. */
export function guardPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
