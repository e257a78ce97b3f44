import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { TestServer } from './testing/served.ts';
import { startServer } from './testing/served.ts';
import { openUploads } from '../uploads/uploads.ts';

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

describe('slow ones', () => {
  const limits = { headers: 400, body: 400, idle: 10_000, look: 50, connections: 8 };
  let hasty: TestServer;
  beforeAll(async () => {
    hasty = await startServer({ limits });
  });
  afterAll(() => hasty.end());

  /** Sends a beginning at once and a byte every 20 ms after it, for as long as there is something to send; resolves with what came back once the connection has ended. */
  function drip(beginning: string, bytes: Iterable<string>): Promise<{ answer: string; milliseconds: number }> {
    return new Promise((resolve) => {
      const began = performance.now();
      let answer = '';
      const socket = connect(Number(new URL(hasty.address).port), '127.0.0.1', () => {
        socket.write(beginning);
        void (async () => {
          for (const byte of bytes) {
            if (socket.destroyed) return;
            socket.write(byte);
            await rest(20);
          }
        })();
      });
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve({ answer, milliseconds: performance.now() - began }));
    });
  }
  function* endless(): Generator<string> {
    for (;;) yield 'a';
  }
  const head = (line: string, ...more: readonly string[]): string =>
    [`${line} HTTP/1.1`, `Host: ${hasty.authority}`, `Origin: http://${hasty.authority}`, ...more].join('\r\n');

  it('who never comes to the end of the headers is not waited for', async () => {
    const { answer } = await drip(`${head('GET /')}\r\nX-Slow: `, endless());
    expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  it('nor who connects and says nothing', async () => {
    const { answer } = await drip('', []);
    expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  it.each([
    ['a secret', 'POST /enter', 'Content-Type: application/x-www-form-urlencoded'],
    ['an upload', 'PUT /uploads/0/0', 'Content-Type: application/octet-stream'],
  ])('nor, before they have entered, who sends %s byte by byte', async (_, line, type) => {
    await drip(`${head(line, type, 'Content-Length: 4000')}\r\n\r\n`, endless());
    expect((await hasty.own('/about.json')).status).toBe(200);
  });

  it('an upload of one who has entered takes as long as it takes', async () => {
    const uploads = await openUploads(hasty.parts.layout.uploads);
    const { id, folder } = await uploads.begin('slow', [{ path: 'a.png', bytes: 60 }]);
    const lines = head(`PUT /uploads/${id}/0`, `Cookie: ${hasty.cookie}`, 'Content-Length: 60', 'Connection: close');
    const { answer, milliseconds } = await drip(`${lines}\r\n\r\n`, 'x'.repeat(60));
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(milliseconds).toBeGreaterThan(2 * limits.body);
    expect(readFileSync(join(folder, 'a.png'), 'utf8')).toBe('x'.repeat(60));
  });

  it('a crowd does not keep the studio from its files, and is gone before long', async () => {
    await Promise.all(Array.from({ length: 5 * limits.connections }, () => drip('GET / HT', [])));
    expect((await hasty.own('/about.json')).status).toBe(200);
  });
});
