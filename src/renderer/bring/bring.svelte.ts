import { hostDescription } from '../state/host.svelte.ts';
import { studio } from '../connection/connection.svelte.ts';
import { askPath } from '../state/ask.svelte.ts';
import { lastPart } from '../state/lastPart.ts';
import type { Bundle } from './dropped.ts';
import { bundlesOfFiles } from './dropped.ts';
import { Upload, usableFiles } from './upload.svelte.ts';

/** Pictures as the studio can use them: paths on its machine. */
export interface Arrived {
  readonly name: string;
  readonly path: string;
  readonly folder: boolean;
}

/** Uploads of this window that are on their way or failed, for `UploadList`. */
class Uploads {
  list = $state.raw<readonly Upload[]>([]);

  add(upload: Upload): void {
    this.list = [...this.list, upload];
  }

  remove(upload: Upload): void {
    this.list = this.list.filter((each) => each !== upload);
  }
}

/** See `Uploads`. */
export const uploads = new Uploads();

/** Tells that nothing of what was brought can be used. */
export class NothingUsable extends Error {
  override readonly name = 'NothingUsable';
}

const joined = (folder: string, below: string): string => `${folder}${folder.includes('\\') ? '\\' : '/'}${below}`;

async function arrive(bundle: Bundle): Promise<Arrived | null> {
  if (bundle.path !== null) return { name: bundle.name, path: bundle.path, folder: bundle.folder };
  if (usableFiles(bundle).length === 0) return null;
  const upload = new Upload(bundle);
  uploads.add(upload);
  const folder = await upload.start();
  // One that failed stays in the list, where it can be started again or given up.
  if (folder === null) return null;
  uploads.remove(upload);
  const only = upload.files[0]?.path ?? '';
  return { name: bundle.name, path: bundle.folder ? folder : joined(folder, only), folder: bundle.folder };
}

/**
 * Brings what was dropped or chosen to the studio: by path on the desktop, by upload in a browser. Files that were dropped beside
 * each other arrive one by one. Throws `NothingUsable` where no picture is among it.
 */
export async function bring(bundles: readonly Bundle[]): Promise<Arrived[]> {
  if (bundles.length === 0 || bundles.every((bundle) => bundle.path === null && usableFiles(bundle).length === 0)) throw new NothingUsable();
  const arrived: Arrived[] = [];
  for (const bundle of bundles) {
    const one = await arrive(bundle);
    if (one !== null) arrived.push(one);
  }
  return arrived;
}

/** Lets a person choose with the browser's own dialog. Null where they did not. */
function chooseInBrowser({ folders, several, extensions }: { folders: boolean; several: boolean; extensions?: readonly string[] }): Promise<Bundle[] | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = several;
    input.webkitdirectory = folders;
    if (extensions) input.accept = extensions.map((extension) => `.${extension}`).join();
    input.addEventListener('change', () => resolve(input.files === null || input.files.length === 0 ? null : bundlesOfFiles(input.files)));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

/** Lets a person choose folders: native dialog, the host's allowed folders, or an upload. Null where they did not. */
export async function chooseFolders(title: string, several = true): Promise<Arrived[] | null> {
  const host = await hostDescription();
  if (host.pickers) {
    const paths = await studio.host.pickFolders({ title, several });
    return paths?.map((path) => ({ name: lastPart(path), path, folder: true })) ?? null;
  }
  const bundles = await chooseInBrowser({ folders: true, several });
  return bundles === null ? null : bring(bundles);
}

/** Lets a person choose among the folders of the host that may be browsed. Null where they did not. */
export async function browseFolders(title: string): Promise<Arrived[] | null> {
  const path = await askPath(title);
  return path === null ? null : [{ name: lastPart(path), path, folder: true }];
}

/** Lets a person choose files. Null where they did not. */
export async function chooseFiles(title: string, extensions: readonly string[], several = true): Promise<Arrived[] | null> {
  const host = await hostDescription();
  if (host.pickers) {
    const paths = await studio.host.pickFiles({ title, several, extensions: [...extensions] });
    return paths?.map((path) => ({ name: lastPart(path), path, folder: false })) ?? null;
  }
  const bundles = await chooseInBrowser({ folders: false, several, extensions });
  return bundles === null ? null : bring(bundles);
}

/** What picture files end with, for dialogs. */
export const pictureExtensions = ['png', 'jpg', 'jpeg', 'webp', 'avif', 'tif', 'tiff', 'gif', 'svg'] as const;

/** Those of pictures that can be painted: exports with layers come back as they were. */
export const paintingExtensions = [...pictureExtensions, 'psd', 'ora'] as const;
