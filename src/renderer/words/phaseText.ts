import type { Progress } from '../../shared/progress.ts';
import type { Words } from './words.svelte.ts';

/** What a job does right now; of a training in parts, what it learns by now. */
export const phaseText = ({ phase, part }: Pick<Progress, 'phase' | 'part'>, words: Words): string =>
  phase === 'training' && part !== undefined ? words.parts[part] : words.phases[phase];
