import type { Checkpoint } from '../../../shared/contract/checkpoints.ts';
import type { Project } from '../../../shared/contract/projects.ts';

/** The checkpoints that one would convert with, best first: the best so far, then kept ones, then the newest. */
export function byUse(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  const rank = ({ best, kept }: Checkpoint): number => (best ? 0 : kept ? 1 : 2);
  return checkpoints.filter(({ removedAt }) => removedAt === null).sort((one, other) => rank(one) - rank(other) || (one.createdAt < other.createdAt ? 1 : -1));
}

/** Projects that can convert: not in the bin, with a run, the one last worked on first. */
export function usable(projects: readonly Project[]): Project[] {
  return projects.filter(({ removedAt, runs }) => removedAt === null && runs > 0).sort((one, other) => (one.activeAt < other.activeAt ? 1 : -1));
}
