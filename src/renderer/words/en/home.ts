/** Words of the page of projects and of the bin. */
export const home = {
  title: 'Projects',
  name: 'Name',
  renameTitle: 'Rename the project',
  renamed: (name: string) => `Renamed to “${name}”.`,
  duplicated: (name: string) => `“${name}” was made.`,
  /** `name` is null for several. */
  removed: (name: string | null, count: string) => (name === null ? `${count} projects are in the bin.` : `“${name}” is in the bin.`),
  restored: (count: string) => (count === '1' ? 'The project is back.' : `${count} projects are back.`),
  emptyBinTitle: 'Empty the bin?',
  emptyBinText: 'What is in the bin is removed for good, with its checkpoints and samples. Your own pictures stay where they are.',
  binEmptied: (size: string) => `The bin is empty; ${size} are free again.`,
};
