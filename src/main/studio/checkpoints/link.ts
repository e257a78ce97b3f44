import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Gives a run the files of another's checkpoint, whole or not at all: as links where the disk can, since files of checkpoints never change. */
export async function linkCheckpoint(from: string, to: string, { files }: { readonly files: readonly { readonly name: string }[] }): Promise<void> {
  const writing = join(dirname(to), `.writing-${process.pid}-${randomUUID()}`);
  await mkdir(writing, { recursive: true });
  try {
    for (const name of ['checkpoint.json', ...files.map((file) => file.name)])
      await link(join(from, name), join(writing, name)).catch(() => copyFile(join(from, name), join(writing, name)));
    await rename(writing, to);
  } catch (error) {
    await rm(writing, { recursive: true, force: true });
    throw error;
  }
}
