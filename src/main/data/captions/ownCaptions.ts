import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, sep } from 'node:path';
import type { PictureFile } from '../folder.ts';
import { sharp } from '../sharp.ts';
import { unescapeXml } from '../xml.ts';
import { decodeText } from './decodeText.ts';

/** Lines of the `.txt` beside a picture; none where there is no such file or it is no text. */
async function besideCaptions({ path }: PictureFile): Promise<string[]> {
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
async function metadataCaptions({ path }: PictureFile): Promise<string[]> {
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

/** A name as words: `red_fox-02` says "red fox". */
const asWords = (name: string): string =>
  name
    .replace(/[_\-.+]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/\s*\(?\d+\)?\s*$/, '')
    .trim();

/** What the folder below the given one and the file are called; a name that says nothing is left out. */
function nameCaptions({ relative }: PictureFile): string[] {
  const folder = basename(dirname(relative.replaceAll(sep, '/')));
  const file = asWords(basename(relative, extname(relative)));
  const parts = [folder === '.' ? '' : asWords(folder), NAMELESS.test(file) ? '' : file].filter((part) => part !== '');
  return parts.length === 0 ? [] : [parts.join(' ')];
}

/** A picture's captions where no file was named: the text beside it, else its metadata, else its names. */
export async function ownCaptions(picture: PictureFile): Promise<string[]> {
  for (const source of [besideCaptions, metadataCaptions]) {
    const found = (await source(picture)).filter((text) => text.trim() !== '');
    if (found.length > 0) return found;
  }
  return nameCaptions(picture);
}
