import { join } from 'node:path';
import type { HomeLayout } from '../home.ts';
import type { LibraryParts } from './library.ts';
import { PictureLibrary } from './library.ts';
import { Thumbnails } from './thumbnails.ts';

/** What the studio keeps about pictures while it is open. */
export interface PictureParts {
  readonly library: PictureLibrary;
  readonly thumbnails: Thumbnails;
  /** Ends what goes on in the background. */
  close(): Promise<void>;
}

/** Makes it. Nothing goes on until a window asks. */
export function openPictures(layout: HomeLayout, parts: LibraryParts): PictureParts {
  const library = new PictureLibrary(parts);
  return { library, thumbnails: new Thumbnails(join(layout.cache, 'thumbnails')), close: () => library.close() };
}
