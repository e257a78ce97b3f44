import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecastError } from '../../../shared/errors/index.ts';
import type { TestServer } from './testing/served.ts';
import { startServer } from './testing/served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.end());

describe('a port that is taken', () => {
  it('is said to be, and by whom where it is a studio of the same home', async () => {
    const port = Number(new URL(server.address).port);
    await expect(startServer({ port })).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    const same = await startServer({ port }, server.folder).catch((error: unknown) => error);
    expect(same).toMatchObject({ code: 'STUDIO_SERVED_ALREADY', details: { home: server.home, address: server.address } });
    const { entrance } = (same as RecastError).details as { entrance: string };
    const ticket = new URL(entrance).search;
    expect((await server.raw(`/${ticket}`)).status).toBe(303);
    // Whoever read it over somebody's shoulder comes too late.
    expect((await server.raw(`/${ticket}`)).status).toBe(401);
  });

  it('is said of addresses that are not of this machine', async () => {
    await expect(startServer({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'ADDRESS_UNUSABLE' });
  });
});
