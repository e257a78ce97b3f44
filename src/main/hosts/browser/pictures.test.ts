import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../../shared/contract/index.ts';
import { thumbnailUrl } from '../../../shared/contract/procedure.ts';
import { writePngs } from '../../data/testing/pictures.ts';
import { tinyTraining, until } from '../../studio/window/testing/realWindow.ts';
import type { TestServer } from './testing/served.ts';
import { startServer } from './testing/served.ts';

let server: TestServer;
let client: StudioClient;
let socket: WebSocket;
beforeAll(async () => {
  server = await startServer();
  socket = new WebSocket(`ws://${server.authority}/rpc`, { headers: { cookie: server.cookie, origin: `http://${server.authority}` } });
  await new Promise((resolve) => socket.once('open', resolve));
  // The library types the socket as browsers have it, of which this is a part.
  client = createORPCClient(new RPCLink({ websocket: socket }));
});
afterAll(async () => {
  socket.terminate();
  await server.end();
});

it('every kind of picture is served to whoever has entered, whole and small, and to nobody else', async () => {
  const [a, b] = ['a', 'b'].map((side) => join(server.parts.layout.uploads, side));
  await writePngs(a, 20, 20);
  await writePngs(b, 20, 24);
  const { id: project } = await client.projects.create({ name: 'Tiny', folders: { a: [a], b: [b] } });
  const { run } = await client.runs.start({ project, training: tinyTraining });
  await until(await client.runs.watch({ run }), ({ state }) => state === 'finished' || state === 'failed');
  const [newest] = await client.checkpoints.list({ run });
  const { id } = await client.conversions.start({ checkpoint: newest.id, direction: 'a2b', inputs: [a], output: null });
  await until(await client.conversions.watch({ id }), ({ state }) => state === 'finished' || state === 'failed');

  const data = await client.data.pictures({ project, side: 'a', offset: 0, limit: 1 });
  const [sample] = await client.runs.samples({ run });
  const files = await client.conversions.files({ id, offset: 0, limit: 1 });
  const preview = await client.checkpoints.preview({ id: newest.id, direction: 'a2b', picture: { picture: data.items[0].id } });
  const shown = JSON.stringify([data, sample, files, preview]);
  const addresses = [...new Set(shown.match(/\/pictures\/[\w/-]+/g))];
  expect(new Set(addresses.map((address) => address.split('/')[2]))).toEqual(new Set(['data', 'sample', 'conversion', 'preview']));

  for (const address of addresses) {
    const whole = await server.own(address);
    expect([whole.status, whole.headers['content-type']], address).toEqual([200, 'image/png']);
    expect((await sharp(whole.body).metadata()).width, address).toBeGreaterThan(0);
    const small = await server.own(thumbnailUrl(address, 64));
    expect([small.status, small.headers['content-type']], address).toEqual([200, 'image/webp']);
    expect((await server.raw(address)).status, address).toBe(401);
  }
});
