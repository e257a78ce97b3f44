import { format, words } from '../../words/words.svelte.ts';
import type { ChoiceMark, ChoiceOption } from './choiceRows.ts';

/** What a list says about a checkpoint. */
export interface ListedCheckpoint {
  readonly id: string;
  readonly run: string;
  readonly runName: string;
  /** The project's name, where there are checkpoints of several. */
  readonly projectName?: string;
  readonly step: number;
  readonly best: boolean;
  readonly kept?: boolean;
  readonly createdAt: string;
}

const rank = ({ best, kept = false }: ListedCheckpoint): number => (best ? 0 : kept ? 1 : 2);

function marksOf(checkpoint: ListedCheckpoint, newest: boolean): ChoiceMark[] {
  const said = words().choice;
  return [
    ...(checkpoint.best ? [{ text: said.best, tone: 'good' } as const] : []),
    ...(checkpoint.kept === true ? [{ text: said.kept, tone: 'accent' } as const] : []),
    ...(newest ? [{ text: said.newest, tone: 'quiet' } as const] : []),
  ];
}

/**
 * Checkpoints to choose among, by their runs: the runs in the order in which they first come, of each run the best, those that are
 * kept, and then the others in their order. `within` is what they all belong to, which needs not be said; nor need a project that is the only one.
 */
export function checkpointOptions(checkpoints: readonly ListedCheckpoint[], within: 'studio' | 'project' | 'run'): ChoiceOption[] {
  const said = words();
  const several = within === 'studio' && new Set(checkpoints.map(({ projectName }) => projectName)).size > 1;
  return [...Map.groupBy(checkpoints, ({ run }) => run)].flatMap(([run, all]) => {
    const newest = all.length > 1 ? all.reduce((one, other) => (other.createdAt > one.createdAt ? other : one)) : null;
    const [{ runName, projectName } = { runName: '' }] = all;
    const inProject = several && projectName !== undefined;
    const group = { id: run, name: inProject ? said.choice.runOf(projectName, runName) : runName };
    return all
      .toSorted((one, other) => rank(one) - rank(other))
      .map((checkpoint) => {
        const step = format().count(checkpoint.step);
        const name = said.common.step(step);
        const common = { value: checkpoint.id, name, marks: marksOf(checkpoint, checkpoint === newest), note: () => format().moment(checkpoint.createdAt) };
        if (within === 'run') return { ...common, label: name };
        return { ...common, group, label: inProject ? said.choice.checkpointOf(projectName, runName, step) : said.choice.checkpoint(runName, step) };
      });
  });
}
