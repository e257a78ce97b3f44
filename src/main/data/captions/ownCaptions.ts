import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, sep } from 'node:path';
import { sharp } from '../sharp.ts';
import { unescapeXml } from '../xml.ts';
import { decodeText } from './decodeText.ts';
import type { Findable } from './finder.ts';

/** Lines of the `.txt` beside a picture; none where there is no such file or it is no text. */
async function besideCaptions({ path }: Findable): Promise<string[]> {
  try {
    const bytes = await readFile(`${path.slice(0, path.length - extname(path).length)}.txt`);
    return decodeText(bytes)?.text.split(/\r\n|\r|\n/) ?? [];
  } catch {
    return [];
  }
}

/** Keywords of PNG's text chunks that say what a picture shows. */
const KEYWORDS = new Set(['description', 'title', 'comment', 'caption']);

/** XMP's `dc:description` and `dc:title`, in every language they are given in. */
function xmpTexts(xmp: string): string[] {
  const fields = [...xmp.matchAll(/<dc:(?:description|title)>([\s\S]*?)<\/dc:(?:description|title)>/g)].map(([, inner]) => inner);
  return fields.flatMap((inner) => [...inner.matchAll(/<rdf:li[^>]*>([\s\S]*?)<\/rdf:li>/g)].map(([, text]) => unescapeXml(text)));
}

/** What the picture's own metadata says: XMP, and PNG's text. */
async function metadataCaptions({ path }: Findable): Promise<string[]> {
  try {
    const { xmp, comments } = await sharp(path, { limitInputPixels: false }).metadata();
    const texts = (comments ?? []).flatMap(({ keyword, text }) => (KEYWORDS.has(keyword.toLowerCase()) ? [text] : []));
    return [...(xmp === undefined ? [] : xmpTexts(xmp.toString('utf8'))), ...texts];
  } catch {
    return [];
  }
}

/** Names that cameras and programs give: they say nothing of the picture. */
const NAMELESS = /^(img|dsc[nf]?|pxl|photo|image|screenshot|untitled)?[\s\d]*$/i;

/** Names that programs make of a content or draw by lot: hexadecimal digits, with figures and letters among each other. */
const DRAWN = /^(?=.*(\d[a-f]+\d|[a-f]\d+[a-f]))[\da-f]{8,}$/i;

const saysNothing = (name: string): boolean => NAMELESS.test(asWords(name)) || DRAWN.test(name.replace(/[\s_.-]+/g, ''));

/** A name as words: `red_fox-02` says "red fox". */
const asWords = (name: string): string =>
  name
    .replace(/[_\-.+]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/\s*\(?\d+\)?\s*$/, '')
    .trim();

/** What the folder below the given one and the file are called; a name that says nothing is left out. */
function nameCaptions({ relative }: Findable): string[] {
  const folder = basename(dirname(relative.replaceAll(sep, '/')));
  const file = basename(relative, extname(relative));
  const parts = [folder === '.' ? '' : asWords(folder), saysNothing(file) ? '' : asWords(file)].filter((part) => part !== '');
  return parts.length === 0 ? [] : [parts.join(' ')];
}

/** Where a picture's captions can come from where no file was named, in the order in which they are looked for. */
export const ownOrigins = ['beside', 'metadata', 'names'] as const;
export type OwnOrigin = (typeof ownOrigins)[number];

const readers: { readonly [Origin in OwnOrigin]: (picture: Findable) => string[] | Promise<string[]> } = {
  beside: besideCaptions,
  metadata: metadataCaptions,
  names: nameCaptions,
};

/** A picture's captions where no file was named: the first of these origins that says something. */
export async function ownCaptions(picture: Findable, origins: readonly OwnOrigin[] = ownOrigins): Promise<string[]> {
  for (const origin of origins) {
    const found = (await readers[origin](picture)).filter((text) => text.trim() !== '');
    if (found.length > 0) return found;
  }
  return [];
}
