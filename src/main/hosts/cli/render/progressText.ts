import type { Progress } from '../../../../shared/progress.ts';
import { formatCount, formatDuration, formatMeasure } from '../../../../shared/units.ts';

/** Losses in one line: `G_A 0.41  D_A 0.22`. */
function lossesText(losses: Readonly<Record<string, number>>): string {
  return Object.entries(losses)
    .map(([name, value]) => `${name} ${formatMeasure(value)}`)
    .join('  ');
}

/** How far a job is, from 0 to 100, or null while that is unknown. */
export function percentOf(progress: Progress): number | null {
  return progress.total === null || progress.total === 0 ? null : Math.floor((100 * progress.done) / progress.total);
}

/** One line that says how a job stands: phase, share, time left, speed, losses; what matters most comes first. */
export function progressText(progress: Progress): string {
  const percent = percentOf(progress);
  const count =
    progress.total === null
      ? progress.done > 0
        ? `${formatCount(progress.done)} ${progress.unit}`
        : ''
      : `${formatCount(progress.done)}/${formatCount(progress.total)} ${progress.unit}`;
  return [
    progress.phase,
    percent === null ? '' : `${percent} %`,
    count,
    progress.secondsLeft === null || progress.done === progress.total ? '' : `${formatDuration(progress.secondsLeft)} left`,
    progress.picturesPerSecond === null ? '' : `${formatMeasure(progress.picturesPerSecond)} pictures/s`,
    progress.epoch === null ? '' : `epoch ${progress.epoch}`,
    lossesText(progress.losses),
  ]
    .filter((part) => part !== '')
    .join('  ');
}
