import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodePicture } from '../data/decode.ts';
import { readProvenance } from '../data/encode.ts';
import { openExecutor } from '../engine/executors.ts';
import { thisMachine } from '../machine.ts';
import { openProofs } from './proofs.ts';
import { convert } from './testing/convert.ts';
import { taskOf, temporaryFolder, tinyCheckpoint, writeSpots } from './testing/tiny.ts';

test('a proof is what a conversion writes; the next ones need nothing of the checkpoint any more', async () => {
  await using folder = await temporaryFolder();
  const at = (...parts: string[]): string => join(folder.path, ...parts);
  const checkpointFolder = await tinyCheckpoint(at('checkpoints'));
  for (const [index, name] of ['one', 'two'].entries()) await writeSpots(at('in', `${name}.png`), 20, 24, index + 1);
  await writeFile(at('in', 'text.png'), 'text');
  const task = taskOf({ checkpointFolder, input: at('in'), output: at('out') });
  await convert(task);

  const executor = await openExecutor(task.engine, thisMachine);
  const proofs = openProofs(executor);
  const ask = (name: string) =>
    proofs.answer({ id: 1, do: 'translate', checkpointFolder, direction: 'a2b', input: at('in', name), output: at(`proof ${name}`), background: 'white' });
  try {
    expect(await ask('one.png')).toEqual({ do: 'translated', reason: null });
    await rm(checkpointFolder, { recursive: true });
    expect(await ask('two.png')).toEqual({ do: 'translated', reason: null });
    for (const name of ['one.png', 'two.png'])
      expect(await decodePicture(at(`proof ${name}`), { background: 'white' })).toEqual(await decodePicture(at('out', name), { background: 'white' }));
    expect(await readProvenance(at('proof two.png'))).toMatchObject({ direction: 'a2b', architecture: 'cyclegan' });
    expect(await ask('text.png')).toMatchObject({ do: 'translated', reason: expect.any(String) as string });
    await expect(readFile(at('proof text.png'))).rejects.toMatchObject({ code: 'ENOENT' });
  } finally {
    await proofs.dispose();
    await executor.dispose();
  }
});
