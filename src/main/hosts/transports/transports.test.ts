import { createORPCClient, isDefinedError, ORPCError, safe } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { StudioClient } from '../../../shared/contract/index.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { StudioParts } from '../../studio/parts.ts';
import { openStudioWithParts } from '../../studio/studio.ts';
import type { Studio } from '../../studio/types.ts';
import type { HostServices, WindowContext } from '../../studio/window/context.ts';
import { answerOverMessagePort } from './messagePort.ts';
import { answerOverWebSocket } from './webSocket.ts';

/** A window's end of a transport. */
interface Peer {
  readonly client: StudioClient;
  /** Gone without a word, as a killed page or a pulled cable. */
  die(): void;
  end(): Promise<void>;
}

const home = mkdtempSync(join(tmpdir(), 'recast-transport-'));
let studio: Studio;
let parts: StudioParts;
beforeAll(async () => ({ studio, parts } = await openStudioWithParts({ home })));
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

/** A host whose stream counts how many listen to it. */
function countingHost(): HostServices & { listening: number } {
  const cannot = async () => {
    throw RecastError.of('HOST_CANNOT', { what: 'pickers' });
  };
  const host = {
    listening: 0,
    describe: () => ({ kind: 'browser' as const, pickers: false, realPaths: false, reveal: false, allowed: ['/고양이'], exports: '/exports' }),
    pickFolders: cannot,
    pickFiles: cannot,
    pickSave: cannot,
    reveal: cannot,
    browse: cannot,
    setMenu: () => undefined,
    hold: () => undefined,
    async *chosen(signal: AbortSignal | undefined) {
      host.listening++;
      try {
        for (let count = 0; signal?.aborted !== true; count++) {
          yield `action ${count}`;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      } finally {
        host.listening--;
      }
    },
    uploads: { begin: cannot, status: cannot, abort: cannot },
    mayUse: () => true,
  };
  return host;
}

const transports: Readonly<Record<string, (context: WindowContext) => Promise<Peer>>> = {
  'a MessagePort': async (context) => {
    const { port1, port2 } = new MessageChannel();
    answerOverMessagePort(port1, context);
    const client: StudioClient = createORPCClient(new PortLink({ port: port2 }));
    port2.start();
    return { client, die: () => port2.close(), end: async () => port2.close() };
  },
  'a WebSocket': async (context) => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => answerOverWebSocket(socket, context));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await new Promise((resolve) => socket.once('open', resolve));
    // The library types the socket as browsers have it, of which this is a part.
    const client: StudioClient = createORPCClient(new SocketLink({ websocket: socket }));
    return {
      client,
      die: () => socket.terminate(),
      end: async () => {
        socket.terminate();
        sockets.close();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
};

describe.each(Object.entries(transports))('over %s', (_, connect) => {
  let host: ReturnType<typeof countingHost>;
  let peer: Peer;
  beforeEach(async () => {
    host = countingHost();
    peer = await connect({ studio, parts, host });
  });
  afterEach(() => peer.end());

  it('calls are answered, several at once', async () => {
    const [description, ...again] = await Promise.all([peer.client.host.describe(), peer.client.host.describe(), peer.client.host.describe()]);
    expect(description.allowed).toEqual(['/고양이']);
    expect(again).toEqual([description, description]);
  });

  it('an error keeps its code, its words and what they were made from', async () => {
    const { error } = await safe(peer.client.host.pickFolders({ title: '', several: true }));
    expect(isDefinedError(error)).toBe(true);
    expect(error).toMatchObject({ code: 'FAILED', data: { code: 'HOST_CANNOT', details: { what: 'pickers' }, message: expect.stringMatching(/dialog/) } });
  });

  it('what does not have its form is refused on either side', async () => {
    // A window of another version.
    const wrong = { title: 1 } as unknown as { title: string; several: boolean };
    await expect(peer.client.host.pickFolders(wrong)).rejects.toSatisfy((error) => error instanceof ORPCError && error.code === 'BAD_REQUEST');
  });

  it('a stream arrives in order and ends on the other side when nobody listens any more', async () => {
    const heard: string[] = [];
    for await (const action of await peer.client.host.chosen()) {
      heard.push(action);
      expect(host.listening).toBe(1);
      if (heard.length === 3) break;
    }
    expect(heard).toEqual(['action 0', 'action 1', 'action 2']);
    await expect.poll(() => host.listening).toBe(0);
  });

  it('a stream is cancelled by its signal', async () => {
    const leave = new AbortController();
    const stream = await peer.client.host.chosen(undefined, { signal: leave.signal });
    await stream.next();
    leave.abort();
    await expect.poll(() => host.listening).toBe(0);
  });

  it('a peer that dies ends its streams', async () => {
    const streams = await Promise.all([peer.client.host.chosen(), peer.client.host.chosen()]);
    await Promise.all(streams.map((stream) => stream.next()));
    expect(host.listening).toBe(2);
    peer.die();
    await expect.poll(() => host.listening).toBe(0);
  });
});

it('a peer that falls silent on a WebSocket is given up', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const host = countingHost();
  sockets.on('connection', (socket) => answerOverWebSocket(socket, { studio, parts, host }, 20));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { autoPong: false });
  await new Promise((resolve) => socket.once('close', resolve));
  // Both ends hear of it, in either order.
  await expect.poll(() => sockets.clients.size).toBe(0);
  sockets.close();
  server.close();
});
