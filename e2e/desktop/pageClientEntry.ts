// Bundled into a page by `pageClient.ts`.
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';

const port = window.takenPort;
if (port === undefined) throw new Error('There is no port.');
port.start();
window.askedStudio = createORPCClient(new RPCLink({ port }));
