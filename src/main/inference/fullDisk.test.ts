import { execFile, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { taskOf, temporaryFolder, tinyCheckpoint, writeSpots } from './testing/tiny.ts';
import { convert } from './testing/convert.ts';

const PICTURES = 8;
const script = fileURLToPath(new URL('testing/convertOnce.ts', import.meta.url));

/** Mounts a disk of 300 kB that only the command itself sees; gone when it ends. */
const onSmallDisk = (place: string, command: string): string[] => ['-rm', 'sh', '-c', `mount -t tmpfs -o size=300k tmpfs "${place}" && ${command}`];

const hasSmallDisks = process.platform === 'linux' && spawnSync('unshare', onSmallDisk('/mnt', 'true')).status === 0;

it.skipIf(!hasSmallDisks)('a full disk ends the conversion with a plain sentence, and what is there is whole', async () => {
  await using folder = await temporaryFolder();
  const [input, disk, saved] = ['in', 'disk', 'saved'].map((name) => join(folder.path, name));
  for (let seed = 0; seed < PICTURES; seed++) await writeSpots(join(input, `${seed}.png`), 160, 160, seed);
  await mkdir(disk);
  const checkpointFolder = await tinyCheckpoint(join(folder.path, 'checkpoints'));
  const output = join(disk, 'out');
  const converting = `"${process.execPath}" "${script}" "${checkpointFolder}" "${input}" "${output}" && cp -r "${output}" "${saved}"`;
  const { stdout } = await promisify(execFile)('unshare', onSmallDisk(disk, converting));
  expect(JSON.parse(stdout)).toMatchObject({ code: 'CONVERT_DISK_FULL', exit: 1, message: expect.stringContaining(output) as string });

  // What fitted is complete: with room, the same command takes it as done.
  const { result } = await convert(taskOf({ checkpointFolder, input, output: saved }));
  expect(result.failed).toBe(0);
  expect(result.unchanged).toBeGreaterThan(0);
  expect(result.unchanged + result.written).toBe(PICTURES);
});
