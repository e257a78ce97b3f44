import type { Drawing } from '../../shared/contract/drawings.ts';

/** A drawing as a grid of pictures shows it. */
export interface HistoryCell {
  readonly id: number;
  readonly url: string;
  readonly name: string;
  readonly drawing: Drawing;
}

/** See `HistoryCell`. */
export const cellOf = (drawing: Drawing): HistoryCell => ({
  id: drawing.id,
  url: (drawing.picture ?? drawing.small).url,
  name: drawing.sentence,
  drawing,
});
