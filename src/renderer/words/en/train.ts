/** Words of the training page and of the forms of settings. */
export const train = {
  groups: { network: 'Network', training: 'Training', losses: 'Losses', pictures: 'Pictures' },
  /** Names and help of settings; a setting that is missing here shows its own. */
  settings: {},
  /** Names of choices; one that is missing here shows itself. */
  choices: {},
  /** Units as they stand in the table of settings. */
  units: (unit: string) => unit,
  outOfRange: (min: string, max: string) => `Must lie between ${min} and ${max}.`,
  wholeNumber: 'Must be a whole number.',
  multipleOf: (factor: string) => `Must be a multiple of ${factor}.`,
};
