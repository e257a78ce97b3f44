import { contextBridge, ipcRenderer, webUtils } from 'electron';

/**
 * The bridge into the window: hands it the port of the studio, and tells the path of a dropped file. Nothing else of
 * Electron or Node reaches a page. See `hosts/desktop` for the other side.
 */
ipcRenderer.on('studio-port', (event) => {
  // A port cannot pass the bridge between the two worlds of a page, only a message between them.
  window.postMessage('studio-port', '*', event.ports);
});

// Scripts of the page have run by then, so it listens.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('studio-connect'));

contextBridge.exposeInMainWorld('recastDesktop', {
  /** Where a dropped or chosen file lies; empty for one that a script has made. */
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
