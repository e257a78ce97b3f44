import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { TestServer } from './testing/served.ts';
import { startServer } from './testing/served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.end());

/** Sends lines as they are, then bytes for as long as the other end listens; resolves with what came back. */
function besiege(lines: readonly string[], endless?: Buffer): Promise<{ answer: string; sent: number }> {
  return new Promise((resolve) => {
    let answer = '';
    let sent = 0;
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      const pour = (): void => {
        if (endless === undefined || socket.destroyed || answer !== '') return;
        sent += endless.byteLength;
        socket.write(endless, () => setImmediate(pour));
      };
      pour();
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    // Where more was under way than was read the system resets the connection, and the answer may be lost: that is an end, too.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ answer, sent }));
  });
}

const host = (): string => `Host: ${server.authority}`;
const origin = (): string => `Origin: http://${server.authority}`;

describe('whoever has not entered cannot make the studio work', () => {
  /** One chunk of a body that says nothing of its length. */
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 97), Buffer.from('\r\n')]);

  it('by an upload without end: nothing of it is kept', async () => {
    const { answer, sent } = await besiege(['PUT /uploads/1/0 HTTP/1.1', host(), origin(), 'Transfer-Encoding: chunked', 'Connection: close'], chunk);
    expect(answer).toMatch(/^(HTTP\/1\.1 401 |$)/);
    expect(sent).toBeLessThan(64 * 2 ** 20);
    expect(readdirSync(server.home, { recursive: true }).filter((name) => /uploads.[^.]/.test(String(name)))).toEqual([]);
  });

  it('by a secret without end', async () => {
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const { answer, sent } = await besiege(['POST /enter HTTP/1.1', host(), origin(), type, 'Transfer-Encoding: chunked', 'Connection: close'], chunk);
    expect(answer).toMatch(/^(HTTP\/1\.1 413 |$)/);
    expect(sent).toBeLessThan(64 * 2 ** 20);
  });

  it('by headers without end', async () => {
    const { answer } = await besiege(['GET / HTTP/1.1', host(), `X-Long: ${'a'.repeat(100_000)}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    [['Content-Length: 5', 'Transfer-Encoding: chunked']],
    [['Content-Length: 5', 'Content-Length: 6']],
    [['Transfer-Encoding: chunked, identity']],
    [['Content-Length: -1']],
  ])('by a request whose end is told twice: %j', async (lengths) => {
    const { answer } = await besiege(['POST /enter HTTP/1.1', host(), origin(), ...lengths, 'Connection: close']);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('names and origins that look like ours', () => {
  it.each(['localhost.', 'localhost%00', '127.1', '2130706433', '0x7f000001', '127.0.0.1,evil.example', '[::ffff:127.0.0.1]'])('the name %s', async (name) => {
    const { answer } = await besiege(['GET /about.json HTTP/1.1', `Host: ${name}`, `Cookie: ${server.cookie}`, 'Connection: close']);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('the origin with something before or after it', async () => {
    const own = `http://${server.authority}`;
    for (const other of [`${own}.evil.example`, `${own}@evil.example`, `${own}/`, `${own} `.padEnd(80, 'x'), own.replace('http', 'ws'), `${own}, ${own}`]) {
      expect((await server.own('/uploads/0/0', { method: 'PUT', headers: { origin: other } })).status, other).toBe(403);
    }
  });

  it('an absolute address in the request line does not speak for the name', async () => {
    const lines = [`GET http://${server.authority}/about.json HTTP/1.1`, 'Host: evil.example', `Cookie: ${server.cookie}`, 'Connection: close'];
    expect((await besiege(lines)).answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

it('a message of a window that has entered is not larger than any that a window sends', async () => {
  const socket = new WebSocket(`ws://${server.authority}/rpc`, { headers: { cookie: server.cookie, origin: `http://${server.authority}` } });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send(Buffer.alloc(64 * 2 ** 20));
  // 1009: too big.
  expect([1006, 1009]).toContain(await closed);
  expect((await server.own('/about.json')).status).toBe(200);
});
