import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { nameOf, ownNames, refusal } from './origins.ts';

describe('names', () => {
  it('of headers are read without port and brackets', () => {
    expect(nameOf('LocalHost:80')).toBe('localhost');
    expect(nameOf('[::1]:5310')).toBe('::1');
    expect(nameOf('studio.lan')).toBe('studio.lan');
    for (const header of [undefined, '', 'a b', 'a/b', 'user@host', '[::1', 'host:port', '[nonsense]', 'a:1:2']) expect(nameOf(header)).toBe(null);
  });

  it('are those of this machine once others can reach it, and what was named beside', () => {
    expect(ownNames('127.0.0.1', []).has(hostname().toLowerCase())).toBe(hostname().toLowerCase() === 'localhost');
    const open = ownNames('0.0.0.0', ['Studio.LAN']);
    for (const name of [hostname().toLowerCase(), '127.0.0.1', 'studio.lan']) expect(open.has(name)).toBe(true);
  });

  it('are served behind a proxy with a certificate', () => {
    const headers = { host: 'studio.lan', origin: 'https://studio.lan' };
    expect(refusal({ method: 'PUT', headers, hosts: ['studio.lan'], socket: false }, ownNames('127.0.0.1', ['studio.lan']))).toBe(null);
    expect(refusal({ method: 'PUT', headers, hosts: ['studio.lan'], socket: false }, ownNames('127.0.0.1', []))).not.toBe(null);
  });
});
