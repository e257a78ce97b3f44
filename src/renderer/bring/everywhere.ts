import { uploadKind } from '../../shared/contract/uploads.ts';
import { studio } from '../connection/connection.svelte.ts';
import { failureOf } from '../connection/failure.ts';
import { askProjectKind } from '../state/ask.svelte.ts';
import { go, href } from '../state/router.svelte.ts';
import { complain, say } from '../state/toasts.svelte.ts';
import { words } from '../words/words.svelte.ts';
import type { Arrived } from './bring.svelte.ts';
import { bring, NothingUsable } from './bring.svelte.ts';
import type { Bundle } from './dropped.ts';

/** Opens the translator that made a picture. Gives whether there is one. */
async function openTranslator(path: string): Promise<boolean> {
  const made = await studio.conversions.identify({ path });
  if (made === null) return false;
  go(href('compare', { project: made.project }, { checkpoint: made.checkpoint, direction: made.direction }));
  say(words().convert.madeBy(made.checkpoint), { tone: 'good' });
  return true;
}

/** Opens a picture that was drawn from words, as it was drawn. Gives whether it is one. */
async function openDrawing(path: string): Promise<boolean> {
  try {
    const { id } = await studio.drawings.reopen({ path });
    go(href('describe', {}, { drawing: String(id) }));
    say(words().describe.opened, { tone: 'good' });
    return true;
  } catch (error) {
    if (failureOf(error).code === 'DRAWING_UNREADABLE') return false;
    throw error;
  }
}

/** What a drop anywhere means: two folders are a translator, of one is asked what it is for, pictures are looked up or converted. */
export async function bringAnywhere(arrived: readonly Arrived[]): Promise<void> {
  const folders = arrived.filter(({ folder }) => folder);
  const files = arrived.filter(({ folder }) => !folder).map(({ path }) => path);
  const [a, b] = folders;
  if (a !== undefined) {
    const kind = b === undefined ? await askProjectKind(words().home.folderTitle(a.name), words().home.folderText) : 'cyclegan';
    if (kind === null) return;
    const project = await studio.projects.create({ kind, folders: { a: [a.path], b: b === undefined ? [] : [b.path] } });
    go(href('data', { project: project.id }));
    return;
  }
  // A file of captions says nothing without the pictures that it speaks of.
  if (files.length > 0 && files.every((path) => uploadKind(path) === 'captions')) {
    say(words().bring.captionsBelong);
    return;
  }
  const first = files[0];
  if (first === undefined || (files.length === 1 && ((await openDrawing(first)) || (await openTranslator(first))))) return;
  go(href('convert', undefined, { inputs: JSON.stringify(files) }));
}

/** Takes what was dropped where no zone was. */
export async function takeDrop(dropped: Promise<readonly Bundle[]>): Promise<void> {
  try {
    await bringAnywhere(await bring(await dropped));
  } catch (error) {
    if (error instanceof NothingUsable) say(words().bring.nothingUsable);
    else complain(error);
  }
}
