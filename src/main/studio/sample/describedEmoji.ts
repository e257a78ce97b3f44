import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { packageFolder } from './emoji.ts';

/** An emoji of OpenMoji with what its makers say of it. */
export interface DescribedEmoji {
  /** Its code points: `1F600`. */
  readonly code: string;
  /** OpenMoji's colour SVG. */
  readonly drawing: string;
  /** What it shows, first its name: `red apple`; where there are tags, once more with the kind of thing and them. */
  readonly captions: readonly string[];
}

const listSchema = z.array(
  z.object({ hexcode: z.string(), group: z.string(), subgroups: z.string(), annotation: z.string(), tags: z.string(), openmoji_tags: z.string() }),
);

/** Flags are told apart by countries' names, which say nothing of how they look; components are parts of other emoji. */
const leftOut = new Set(['flags', 'component']);

/** `animal-mammal` as words, and of `extras-openmoji` nothing. */
const words = (kind: string): string => kind.replaceAll('-', ' ');

const tagsOf = (tags: string): string[] =>
  tags
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

/** Every emoji that OpenMoji draws and describes, in a fixed order. Throws `EMOJI_MISSING` where the package is not installed. */
export async function describedEmoji(): Promise<DescribedEmoji[]> {
  const folder = packageFolder('openmoji');
  const list = listSchema.parse(JSON.parse(await readFile(join(folder, 'data', 'openmoji.json'), 'utf8')));
  const drawings = new Set(await readdir(join(folder, 'color', 'svg')));
  return list
    .filter(({ hexcode, group }) => !leftOut.has(group) && drawings.has(`${hexcode}.svg`))
    .map(({ hexcode, subgroups, annotation, tags, openmoji_tags }) => {
      const all = [...new Set([...tagsOf(tags), ...tagsOf(openmoji_tags)])];
      const long = [annotation, words(subgroups), ...all].join(', ');
      return { code: hexcode, drawing: join(folder, 'color', 'svg', `${hexcode}.svg`), captions: [annotation, long] };
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
