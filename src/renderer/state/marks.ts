import type { DataPicture } from '../../shared/contract/data.ts';

/** What a person can mark pictures with. */
export type MarkField = 'excluded' | 'heldOut';

/** Pictures that were just marked in this window. */
export interface Marked {
  readonly ids: ReadonlySet<number>;
  readonly field: MarkField;
  readonly value: boolean;
}

/** A picture as it is after a mark; the same one where the mark does not concern it. */
export const withMark = (picture: DataPicture, marked: Marked): DataPicture =>
  marked.ids.has(picture.id) && picture[marked.field] !== marked.value ? { ...picture, [marked.field]: marked.value } : picture;
