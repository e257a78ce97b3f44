import type { DataPicture } from '../../shared/contract/data.ts';

/** What a person can mark pictures with. */
export type MarkField = 'excluded' | 'heldOut';

/** Pictures that were just marked in this window. */
interface Marked {
  readonly ids: ReadonlySet<number>;
  readonly field: MarkField;
  readonly value: boolean;
}

let last = $state.raw<Marked | null>(null);

/** Tells views that hold pictures what was just marked: they need not wait for their lists. */
export const tellMarked = (marked: Marked): void => void (last = marked);

/** What was marked last. Reactive. */
export const justMarked = (): Marked | null => last;

/** A picture as it is after a mark; the same one where the mark does not concern it. */
export const withMark = (picture: DataPicture, marked: Marked): DataPicture =>
  marked.ids.has(picture.id) && picture[marked.field] !== marked.value ? { ...picture, [marked.field]: marked.value } : picture;
