import { extname, sep } from 'node:path';
import type { PictureFile } from '../folder.ts';

/** What a picture can be found by. */
export type Findable = Pick<PictureFile, 'path' | 'relative'>;

/** A name in one form: composed, with `/`. */
const normalName = (name: string): string => name.trim().normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '');
const withoutEnding = (name: string): string => name.slice(0, name.length - extname(name).length);

/** Finds pictures by what people call them: the whole path, the path below the folder, the bare name, either without its ending. */
export class PictureFinder<Picture extends Findable> {
  readonly #whole = new Map<string, Picture>();
  /** Paths below folders, and shorter names; null where two share one. */
  readonly #below = new Map<string, Picture | null>();
  readonly #names = new Map<string, Picture | null>();

  add(picture: Picture): void {
    const path = normalName(picture.relative.replaceAll(sep, '/'));
    const bare = path.slice(path.lastIndexOf('/') + 1);
    this.#whole.set(normalName(picture.path), picture);
    enter(this.#below, path, picture);
    for (const name of [withoutEnding(path), bare, withoutEnding(bare)]) enter(this.#names, name, picture);
  }

  /** The picture that is called so; null where none is, or two are. */
  find(called: string): Picture | null {
    const name = normalName(called);
    return this.#whole.get(name) ?? this.#below.get(name) ?? this.#names.get(name) ?? null;
  }
}

function enter<Picture>(names: Map<string, Picture | null>, name: string, picture: Picture): void {
  names.set(name, names.has(name) && names.get(name) !== picture ? null : picture);
}
