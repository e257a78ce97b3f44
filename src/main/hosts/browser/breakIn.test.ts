import { randomBytes } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { TestServer } from './testing/served.ts';
import { startServer, windowFiles } from './testing/served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.end());

const routes = ['/', '/index.html', '/assets/app-1a2b3c.js', '/pictures/1', '/exports/x.png', '/about.json', '/uploads/0/0', '/nothing'];

/** What comes of opening a WebSocket: `open`, or the status that refused it. */
function knock(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_, response) => {
      response.destroy();
      resolve(String(response.statusCode));
    });
    socket.on('error', () => undefined);
  });
}

describe('whoever has not entered gets nothing', () => {
  it.each(routes)('at %s', async (path) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'DELETE']) {
      const { status, text } = await server.raw(path, { method, headers: { origin: `http://${server.authority}` } });
      expect(status, method).toBe(401);
      for (const content of Object.values(windowFiles)) expect(text).not.toContain(content.slice(0, 40));
      expect(text).not.toContain(server.home);
    }
  });

  it('neither with another cookie, nor with one that is changed, too old, or from the future', async () => {
    const [name, value] = server.cookie.split('=');
    const [since, signature] = value.split('.');
    const wrong = [`${name}=`, `${name}=.`, `${name}=${since}.`, `${name}=${Number(since) + 1}.${signature}`, `${name}=${since}.${signature}.`, `x=${value}`];
    for (const cookie of wrong) expect((await server.raw('/about.json', { headers: { cookie } })).status, cookie).toBe(401);
    expect((await server.raw('/about.json', { headers: { cookie: `other=1; ${server.cookie}` } })).status).toBe(200);
  });

  it('not even the names of files: what is there and what is not look alike', async () => {
    expect((await server.raw('/assets/app-1a2b3c.js')).text).toBe((await server.raw('/assets/none.js')).text);
  });
});

describe('the door', () => {
  it('takes the token once, gives a cookie that scripts and other sites cannot use, and clears the address', async () => {
    const { status, headers } = await server.raw(`/?token=${server.token}`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']?.[0]).toMatch(/^recast-\d+=[^;]+; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/);
    expect(headers['set-cookie']?.[0]).not.toContain(server.token);
  });

  it('lets nobody in by a link of another path', async () => {
    expect((await server.raw(`/index.html?token=${server.token}`)).status).toBe(401);
  });

  it('makes those who guess wait, longer and longer, even when they are right at last', async () => {
    const guessed = await startServer();
    try {
      const form = (secret: string) => ({
        method: 'POST',
        headers: { origin: `http://${guessed.authority}`, 'content-type': 'application/x-www-form-urlencoded' },
        body: `secret=${encodeURIComponent(secret)}`,
      });
      for (let attempt = 0; attempt < 5; attempt++) expect((await guessed.raw('/enter', form(randomBytes(24).toString('base64url')))).status).toBe(401);
      const made = await guessed.raw('/enter', form(guessed.token));
      expect(made.status).toBe(429);
      expect(Number(made.headers['retry-after'])).toBeGreaterThan(0);
      expect((await guessed.raw(`/?token=${guessed.token}`)).status).toBe(429);
    } finally {
      await guessed.end();
    }
  });

  it('does not read a body without end', async () => {
    const { status } = await server.raw('/enter', {
      method: 'POST',
      headers: { origin: `http://${server.authority}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: `secret=${'a'.repeat(100_000)}`,
    });
    expect(status).toBe(413);
  });

  it('stays open for a known browser over a restart, and closes with another password', async () => {
    const first = await startServer();
    const port = Number(new URL(first.address).port);
    await first.end(true);
    const again = await startServer({ port }, first.folder);
    expect(again.token).not.toBe(first.token);
    expect((await again.raw('/about.json', { headers: { cookie: first.cookie } })).status).toBe(200);
    await again.end(true);
    const locked = await startServer({ port, password: 'a long password' }, first.folder);
    try {
      expect((await locked.raw('/about.json', { headers: { cookie: first.cookie } })).status).toBe(401);
    } finally {
      await locked.end();
    }
  });

  it('takes a password of some length only', async () => {
    await expect(startServer({ password: 'short' })).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
  });
});

describe('pages of others cannot use a browser that has entered', () => {
  const raw = (path: string, headers: Record<string, string>, method = 'GET') => server.raw(path, { method, headers: { cookie: server.cookie, ...headers } });

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '127.0.0.1@evil.example',
    '[::1].evil.example',
    '[evil]',
    '0.0.0.0',
  ])('by a name that points here: %s', async (host) => {
    for (const path of ['/', '/pictures/1', `/?token=${server.token}`]) expect((await raw(path, { host })).status).toBe(403);
  });

  it.each([[[]], [['']], [[':5310']], [['evil.example', 'OWN']], [['OWN', 'evil.example']]])('with %j as Host', async (hosts) => {
    const lines = hosts.map((host) => `Host: ${host.replace('OWN', server.authority)}\r\n`).join('');
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.address).port), '127.0.0.1', () => {
        socket.write(`GET /about.json HTTP/1.1\r\n${lines}Cookie: ${server.cookie}\r\nConnection: close\r\n\r\n`);
      });
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 40[03]/);
    expect(answer).not.toContain('recast-studio');
  });

  it.each(['http://evil.example', 'null', 'https://evil.example', 'http://127.0.0.1', 'http://127.0.0.1:1', 'file://'])(
    'from the origin %s',
    async (origin) => {
      for (const method of ['GET', 'PUT', 'POST']) expect((await raw('/uploads/0/0', { origin }, method)).status).toBe(403);
    },
  );

  it('by a form or script that does not say where it comes from', async () => {
    for (const method of ['PUT', 'POST', 'DELETE', 'OPTIONS']) expect((await raw('/uploads/0/0', {}, method)).status).toBe(403);
  });

  it('from another port of this machine, to which the cookie is sent, too', async () => {
    const marks = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    expect((await raw('/pictures/1', marks)).status).toBe(403);
    expect((await raw('/exports/x', { ...marks, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).status).toBe(403);
    // A link may be followed.
    expect((await raw('/', { ...marks, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).status).toBe(200);
  });

  it('by a WebSocket', async () => {
    const url = `ws://${server.authority}/rpc`;
    const own = { cookie: server.cookie, origin: `http://${server.authority}` };
    expect(await knock(url, own)).toBe('open');
    expect(await knock(url, { ...own, origin: 'http://evil.example' })).toBe('403');
    expect(await knock(url, { ...own, host: 'evil.example', origin: 'http://evil.example' })).toBe('403');
    expect(await knock(url, { cookie: server.cookie })).toBe('403');
    expect(await knock(url, { origin: own.origin })).toBe('401');
    expect(await knock(`ws://${server.authority}/`, own)).toBe('403');
    expect(await knock(`ws://${server.authority}/rpc/`, own)).toBe('403');
  });

  it('by framing it or running scripts in it', async () => {
    const { headers } = await raw('/', {});
    expect(headers['x-frame-options']).toBe('DENY');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toMatch(/unsafe|\*/);
  });
});

describe('no path leaves the folders that are served', () => {
  const climbs = ['..', '%2e%2e', '%2E%2e', '..%2f', '%2e%2e%2f', '..%5c', '....//', '..%252f', '%c0%ae%c0%ae', '..;', '.%2e', '..%00', '//..'];
  it.each(climbs)('%s', async (climb) => {
    for (const root of ['', 'assets/', 'pictures/', 'exports/', 'uploads/']) {
      for (const depth of [1, 2, 3, 6]) {
        const { status, text } = await server.own(`/${root}${`${climb}/`.repeat(depth)}secret.txt`);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(text).not.toContain('SECRET');
      }
    }
  });

  it('by links in the exports, absolute paths, or other shapes of them', async () => {
    symlinkSync(join(server.folder, 'secret.txt'), join(server.parts.layout.exports, 'link.txt'));
    symlinkSync(server.folder, join(server.parts.layout.exports, 'linked'));
    writeFileSync(join(server.parts.layout.exports, 'fine.txt'), 'fine');
    expect(await server.own('/exports/fine.txt')).toMatchObject({ status: 200, text: 'fine' });
    const paths = [
      'link.txt',
      'linked/secret.txt',
      'linked',
      '',
      '.',
      '%2fetc%2fpasswd',
      '/etc/passwd',
      'fine.txt/',
      'fine.txt%00.png',
      '%ff',
      `${'a/'.repeat(3000)}x`,
    ];
    for (const path of paths) {
      const { status, text } = await server.own(`/exports/${path}`);
      expect(status, path).toBe(404);
      expect(text).not.toContain('SECRET');
    }
  });

  it('nor the key of the home', async () => {
    for (const path of ['/browser.key', '/exports/../browser.key', '/pictures/../browser.key', '/catalog.sqlite']) {
      expect((await server.own(path)).status).toBeGreaterThanOrEqual(400);
    }
  });
});
