import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { warnOfRoom } from './diskRoom.ts';

const exabyte = 2 ** 60;

test('a disk with room is no matter', async () => {
  expect(await warnOfRoom(tmpdir(), 1, 0)).toBeNull();
});

test('a disk that is too small is named with what is free and what may be needed', async () => {
  expect(await warnOfRoom(tmpdir(), 3, exabyte)).toMatch(/^The disk of .+ has [\d.,]+ .B left and this run may need [\d.,]+ .B: make room/);
});
