/** The folder of a run that begins with stage II which holds the checkpoint of another run that it draws on: a copy, or links. */
export const STAGE_ONE_FOLDER = 'stage-1';
