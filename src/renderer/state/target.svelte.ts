import { untrack } from 'svelte';
import type { Job } from '../../shared/contract/activity.ts';
import type { Checkpoint } from '../../shared/contract/checkpoints.ts';
import type { Conversion } from '../../shared/contract/conversions.ts';
import type { DataPicture } from '../../shared/contract/data.ts';
import type { Drawing } from '../../shared/contract/drawings.ts';
import type { Project } from '../../shared/contract/projects.ts';
import type { Run } from '../../shared/contract/runs.ts';

/** What actions act upon: what the page shows and what is chosen on it. */
export interface Target {
  /** The project that is open, or the chosen ones on the page of projects. */
  readonly projects: readonly Project[];
  readonly run: Run | null;
  readonly checkpoints: readonly Checkpoint[];
  readonly pictures: readonly DataPicture[];
  readonly drawings: readonly Drawing[];
  readonly job: Job | null;
  readonly conversion: Conversion | null;
}

const nothing: Target = { projects: [], run: null, checkpoints: [], pictures: [], drawings: [], job: null, conversion: null };
let layers = $state.raw<readonly Partial<Target>[]>([]);
const target = $derived<Target>(Object.assign({ ...nothing }, ...layers) as Target);

/** What actions act upon now. */
export const aimed = (): Target => target;

/** A target with only these in it. */
export const at = (some: Partial<Target>): Target => ({ ...nothing, ...some });

/** While the component lives, actions act upon this; reactive. The innermost component wins. */
export function aim(some: () => Partial<Target>): void {
  $effect(() => {
    const layer = some();
    layers = [...untrack(() => layers), layer];
    return () => (layers = untrack(() => layers).filter((each) => each !== layer));
  });
}
