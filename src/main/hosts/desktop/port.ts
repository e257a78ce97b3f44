import type { IpcMainEvent, WebContents } from 'electron';
import { ipcMain, MessageChannelMain } from 'electron';
import type { WindowContext } from '../../studio/window/context.ts';
import { answerOverMessagePort } from '../transports/messagePort.ts';
import { isOwnPage } from './guards.ts';

/** Whether a message comes from the studio's own page in its own window, not from a frame in it or a page that it became. */
function isOwn(event: IpcMainEvent, contents: WebContents): boolean {
  const frame = event.senderFrame;
  return event.sender === contents && frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** Hands a port to the page of `contents` whenever it asks for one: after it was loaded, also again. Until the returned function is called. */
export function handOverPorts(contents: WebContents, context: WindowContext, log: (what: string, details: object) => void): () => void {
  const connect = (event: IpcMainEvent): void => {
    if (!isOwn(event, contents)) return log('a port was refused', { url: event.senderFrame?.url });
    const { port1, port2 } = new MessageChannelMain();
    answerOverMessagePort(port1, context);
    contents.postMessage('studio-port', null, [port2]);
  };
  ipcMain.on('studio-connect', connect);
  return () => void ipcMain.off('studio-connect', connect);
}
