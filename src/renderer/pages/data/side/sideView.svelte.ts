import type { DataPicture } from '../../../../shared/contract/data.ts';
import type { PictureFilter } from './filters.ts';

/** What is shown of a side, for the side itself and for whoever stands beside it. */
export class SideView {
  filter = $state<PictureFilter>('all');
  search = $state('');
  /** The place that has the keyboard, and how many there are. */
  active = $state(0);
  total = $state(0);
  /** The picture there; null while it is on its way, and where there is none. */
  picture = $state.raw<DataPicture | null>(null);

  /** Goes on by some pictures, as far as there are some. */
  move(by: number): void {
    this.active = Math.max(0, Math.min(this.total - 1, this.active + by));
  }
}
