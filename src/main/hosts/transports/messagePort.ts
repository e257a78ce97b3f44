import type { SupportedMessagePort } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { WindowContext } from '../../studio/window/context.ts';
import { router } from '../../studio/window/router.ts';

const handler = new RPCHandler<WindowContext>(router);

/** A port as browsers, Node and Electron's main process have it. */
export type StartablePort = SupportedMessagePort & { start(): void };

/** Answers the contract over a MessagePort until its other end is closed or dies, which ends every stream on it. */
export function answerOverMessagePort(port: StartablePort, context: WindowContext): void {
  handler.upgrade(port, { context });
  port.start();
}
