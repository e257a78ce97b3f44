/** The bindings by which a page and the stand-in speak; a page's own scripts never see them named in the product. */
declare global {
  interface Window {
    standInSend(channel: string, ...args: unknown[]): Promise<void>;
    standInPort(id: string, data: unknown): Promise<void>;
    standInReceive(channel: string, ports: string[]): void;
    standInDeliver(id: string, data: unknown): void;
    /** Where the files lie that are about to be dropped, by their names: only the real Electron knows. */
    standInPaths?: Readonly<Record<string, string>>;
  }
}

/**
 * Runs in the page before its scripts, as a sandboxed preload script does: gives the built preload a `require` that
 * knows `electron` only. Serialized: uses nothing from around it.
 */
export function preparePage(preload: string): void {
  // Frames have no preload script.
  if (window !== window.top) return;
  const { standInSend, standInPort, fetch: send } = window;
  // Chromium shows the body of a request to whoever answers it unless that is a blob's.
  window.fetch = async (address, init) => send(address, init?.body instanceof Blob ? { ...init, body: await init.body.arrayBuffer() } : init);
  const listeners = new Map<string, ((event: { ports: MessagePort[] }) => void)[]>();
  const ends = new Map<string, MessagePort>();
  window.standInReceive = (channel, ids) => {
    const ports = ids.map((id) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => void standInPort(id, data);
      ends.set(id, port1);
      return port2;
    });
    for (const listener of listeners.get(channel) ?? []) listener({ ports });
  };
  window.standInDeliver = (id, data) => ends.get(id)?.postMessage(data);
  const electron = {
    ipcRenderer: {
      on: (channel: string, listener: (event: { ports: MessagePort[] }) => void) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel: string, ...args: unknown[]) => void standInSend(channel, ...args),
    },
    contextBridge: {
      exposeInMainWorld: (name: string, api: object) => Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true }),
    },
    webUtils: { getPathForFile: ({ name }: File) => window.standInPaths?.[name] ?? '' },
  };
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return electron;
  };
  // A script of the page's own would be refused by its policy; a preload script is none.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the text of the built preload, as Electron runs it
  new Function('require', 'module', 'exports', preload)(require, { exports: {} }, {});
}
