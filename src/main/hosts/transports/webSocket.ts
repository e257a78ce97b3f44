import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { WindowContext } from '../../studio/window/context.ts';
import { router } from '../../studio/window/router.ts';

/** A peer that leaves this many pings without an answer is gone. */
const SILENT_PINGS = 2;
const PING_MILLISECONDS = 15_000;

const handler = new RPCHandler<WindowContext>(router);

/**
 * Answers the contract over a WebSocket until it closes, which ends every stream on it. A peer that vanished without
 * a word (a closed lid, a pulled cable) is noticed by its silence.
 */
export function answerOverWebSocket(socket: WebSocket, context: WindowContext, pingMilliseconds: number = PING_MILLISECONDS): void {
  let unanswered = 0;
  const ping = setInterval(() => {
    if (unanswered >= SILENT_PINGS) return socket.terminate();
    unanswered++;
    socket.ping();
  }, pingMilliseconds);
  socket.on('pong', () => (unanswered = 0));
  socket.once('close', () => clearInterval(ping));
  // What is wrong with a socket ends it; `close` follows.
  socket.on('error', () => socket.terminate());
  void handler.upgrade(socket, { context });
}
