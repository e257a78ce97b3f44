import { readdir, readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { RecastError } from '../../../shared/errors/index.ts';

/** One emoji as both sets draw it. */
export interface EmojiPair {
  /** Its code points: `1F600`, `1F468-200D-1F33E`. */
  readonly code: string;
  /** What it shows: `GRINNING FACE`. */
  readonly name: string;
  /** Google's Noto Emoji: PNG, 64 px. */
  readonly noto: string;
  /** OpenMoji: colour SVG. */
  readonly openmoji: string;
}

const emojiListSchema = z.array(z.object({ name: z.string(), unified: z.string(), image: z.string(), category: z.string(), has_img_google: z.boolean() }));

/** The npm packages with the two sets. */
const PACKAGES = { noto: 'emoji-datasource-google', openmoji: 'openmoji' } as const;

/** Flags are photographs of cloth in one set and of coloured boxes in the other; components are parts of other emoji. */
const leftOut = new Set(['Flags', 'Component']);

/** The folder of an npm package that is installed for development only. Throws `EMOJI_MISSING` where it is not. */
export function packageFolder(name: string): string {
  let manifest: string | undefined;
  try {
    manifest = findPackageJSON(name, import.meta.url);
  } catch {
    // Thrown where the package is not installed, which the next line says in a sentence.
  }
  if (manifest === undefined) throw RecastError.of('EMOJI_MISSING', { package: name });
  return dirname(manifest);
}

/** OpenMoji writes the variation selector FE0F in names where the other set leaves it out, and the other way round. */
const withoutSelector = (code: string): string =>
  code
    .split('-')
    .filter((part) => part !== 'FE0F')
    .join('-');

/** The black line art that OpenMoji has of the same emoji, by the path of its colour drawing. */
export const lineArtOf = ({ openmoji }: EmojiPair): string => join(dirname(dirname(dirname(openmoji))), 'black', 'svg', basename(openmoji));

/** Colours as OpenMoji writes them, and those of line art. */
const HEX = /#[0-9a-f]{3,8}\b/giu;
const OF_LINES = new Set(['#000', '#000000', '#fff', '#ffffff']);

/** Whether OpenMoji's colour drawing has more than black lines on white: some 50 emoji have not. */
export async function isColoured({ openmoji }: EmojiPair): Promise<boolean> {
  const found = (await readFile(openmoji, 'utf8')).match(HEX) ?? [];
  return found.some((colour) => !OF_LINES.has(colour.toLowerCase()));
}

/** Whether the npm packages with both sets, development dependencies, are installed. */
export function hasEmoji(): boolean {
  try {
    packageFolder(PACKAGES.noto);
    packageFolder(PACKAGES.openmoji);
    return true;
  } catch {
    return false;
  }
}

/** The emoji that both Noto and OpenMoji draw, in a fixed order. Throws `EMOJI_MISSING` where a package with them is not installed. */
export async function emojiPairs(): Promise<EmojiPair[]> {
  const notoFolder = packageFolder(PACKAGES.noto);
  const drawn = { noto: join(notoFolder, 'img', 'google', '64'), openmoji: join(packageFolder(PACKAGES.openmoji), 'color', 'svg') };
  const list = emojiListSchema.parse(JSON.parse(await readFile(join(notoFolder, 'emoji.json'), 'utf8')));
  const [noto, openmoji] = [new Set(await readdir(drawn.noto)), new Set(await readdir(drawn.openmoji))];
  return list
    .filter(({ category, has_img_google }) => has_img_google && !leftOut.has(category))
    .flatMap(({ name, unified, image }) => {
      const svg = [unified, withoutSelector(unified)].map((code) => `${code}.svg`).find((file) => openmoji.has(file));
      if (svg === undefined || !noto.has(image)) return [];
      return [{ code: unified, name, noto: join(drawn.noto, image), openmoji: join(drawn.openmoji, svg) }];
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
