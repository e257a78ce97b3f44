import { join } from 'node:path';
import { CaptionLibrary } from '../captions/library.ts';
import type { HomeLayout } from '../home.ts';
import type { LibraryParts } from './library.ts';
import { PictureLibrary } from './library.ts';
import { Thumbnails } from './thumbnails.ts';

/** What the studio keeps about pictures while it is open. */
export interface PictureParts {
  readonly library: PictureLibrary;
  /** What they are said to show. */
  readonly captions: CaptionLibrary;
  readonly thumbnails: Thumbnails;
  /** Ends what goes on in the background. */
  close(): Promise<void>;
}

/** Makes it. Nothing goes on until a window asks. */
export function openPictures(layout: HomeLayout, parts: LibraryParts): PictureParts {
  const [library, captions] = [new PictureLibrary(parts), new CaptionLibrary(parts)];
  return {
    library,
    captions,
    thumbnails: new Thumbnails(join(layout.cache, 'thumbnails')),
    close: async () => {
      await Promise.all([library.close(), captions.close()]);
    },
  };
}
