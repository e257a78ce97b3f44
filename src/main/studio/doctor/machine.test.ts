import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { homeFinding, instructionsIn, machineFindings, nodeFinding, partFindings } from './machine.ts';

it('reads the telling instruction sets of both kinds of processors', () => {
  expect(instructionsIn('processor\t: 0\nflags\t\t: fpu sse4_2 avx2 fma rdrand\nbugs\t\t: avx512f\n')).toEqual(['sse4_2', 'avx2', 'fma']);
  expect(instructionsIn('processor\t: 0\nFeatures\t: fp asimd asimddp\n')).toEqual(['asimd', 'asimddp']);
  expect(instructionsIn('')).toEqual([]);
});

it('finds this Node and every part', () => {
  expect(nodeFinding()).toMatchObject({ ok: true, value: process.versions.node });
  expect(partFindings().map(({ ok }) => ok)).toEqual([true, true, true, true]);
});

it('tells the room of a home that is not there yet', async () => {
  const finding = await homeFinding(join(tmpdir(), 'there', 'is', 'none'), null);
  expect(finding).toMatchObject({ ok: true });
  expect(finding.value).toMatch(/^[\d.]+ [KMGT]?B free$/);
});

it('names system, processor and memory', async () => {
  expect((await machineFindings()).map(({ name }) => name)).toEqual(['recast', 'system', 'processor', 'instruction sets', 'memory']);
});
