import type { DataPicture } from '../../../../shared/contract/data.ts';
import type { Formats } from '../../../words/formats.ts';
import type { Words } from '../../../words/words.svelte.ts';

/** What stands below a picture: its first caption or that it has none, and how many more there are; nothing until they were read. */
export function captionParts(caption: DataPicture['caption'], words: Words, format: Formats): string[] {
  if (caption === null) return [];
  if (caption.count === 0) return [words.captions.none];
  return caption.count === 1 ? [caption.text] : [caption.text, words.captions.more(format.count(caption.count - 1))];
}
