import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawPictures } from '../recast.ts';

/** Two folders of small pictures that a translator can be trained between, and what is wrong with them on purpose. */
export interface Folders {
  readonly discs: string;
  readonly squares: string;
}

/** Draws both folders below `parent`. `flawed` adds a copy and a file that is no picture to the discs. */
export async function drawFolders(parent: string, { count = 12, flawed = false }: { count?: number; flawed?: boolean } = {}): Promise<Folders> {
  const folders = { discs: join(parent, 'discs'), squares: join(parent, 'squares') };
  await drawPictures(folders.discs, 'disc', count);
  await drawPictures(folders.squares, 'square', count);
  if (flawed) {
    await mkdir(join(folders.discs, 'again'), { recursive: true });
    await drawPictures(join(folders.discs, 'again'), 'disc', 1);
    await writeFile(join(folders.discs, 'broken.png'), 'This is no picture.');
  }
  return folders;
}

/** Draws pictures of noise, which cannot be compressed: about 190 kB each. */
export async function drawLarge(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const edge = 250;
  for (let index = 0; index < count; index++) {
    const noise = randomBytes(edge * edge * 3);
    await sharp(noise, { raw: { width: edge, height: edge, channels: 3 } })
      .png()
      .toFile(join(folder, `large ${index}.png`));
  }
}
