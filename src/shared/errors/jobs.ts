import { row } from './row.ts';

/** What a job works at: a training keeps checkpoints, a batch the files that are done, and anything else is simply asked again. */
export type Work = 'training' | 'batch' | 'other';

/** A failure that was kept by an earlier version tells no work: it was a training's. */
export type OfWork = { work?: Work };

const goOn: Readonly<Record<Work, string>> = {
  training: '`recast resume` goes on from the last checkpoint.',
  batch: 'The same command goes on with what is left; what is done stays.',
  other: 'Try again.',
};
const goingOn = ({ work = 'training' }: OfWork): string => goOn[work];

/** Errors of jobs: starting, watching and ending engine processes. `doing` is what the engine did last: "while compiling". */
export const jobErrors = {
  ENGINE_OUT_OF_MEMORY: row<{ doing: string; how: string } & OfWork>({
    exit: 1,
    message: ({ doing, how }) => `The engine process ended abruptly ${doing} (${how}), as happens when the memory runs out.`,
    remedy: ({ work = 'training' }) => `Close other programs${work === 'training' ? ' or choose a smaller --size, --ngf or --batch' : ''}. ${goOn[work]}`,
  }),
  ENGINE_CRASHED: row<{ doing: string; how: string } & OfWork>({
    exit: 1,
    message: ({ doing, how }) => `The engine process crashed ${doing} (${how}).`,
    remedy: ({ work = 'training' }) =>
      `${goOn[work]} If it happens again, try --device cpu, and report it with the newest file of the ${work === 'training' ? 'run\'s "reports" folder' : 'folder "logs/reports" in the home'}.`,
  }),
  ENGINE_KILLED: row<{ doing: string; how: string } & OfWork>({
    exit: 1,
    message: ({ doing, how }) => `The engine process was ended from outside ${doing} (${how}).`,
    remedy: goingOn,
  }),
  ENGINE_EXITED: row<{ doing: string; code: number; last: string } & OfWork>({
    exit: 1,
    message: ({ doing, code, last }) =>
      `The engine process ended ${doing} with code ${code} and without a word${last === '' ? '.' : `; its last lines were: ${last}`}`,
    remedy: (details) => `This is a fault in Recast Studio; please report it. ${goingOn(details)}`,
  }),
  ENGINE_NOT_STARTED: row<{ reason: string }>({
    exit: 1,
    message: ({ reason }) => `The engine process could not be started: ${reason}`,
    remedy: () => 'Close other programs and try again; `recast doctor` examines this machine.',
  }),
  ENGINE_MISUNDERSTOOD: row<{ issue: string } & OfWork>({
    exit: 1,
    message: ({ issue }) => `The engine process said something this program does not understand: ${issue}`,
    remedy: (details) => `This is a fault in Recast Studio; please report it. ${goingOn(details)}`,
  }),
  HOST_LOST: row<OfWork>({
    exit: 1,
    message: () => 'The program that watched this job was ended (a closed terminal, a kill or a power cut).',
    remedy: goingOn,
  }),
  JOB_KILLED: row<OfWork>({
    exit: 1,
    message: ({ work = 'training' }) => `The job was ended at once, as asked${work === 'training' ? '; what it did since its last checkpoint is lost' : ''}.`,
    remedy: goingOn,
  }),
  REQUEST_REFUSED: row<{ reason: string }>({
    exit: 2,
    message: ({ reason }) => `This cannot be done as asked: ${reason}`,
    remedy: () => 'Correct the value; --help shows what each accepts.',
  }),
  RUN_BUSY: row<{ run: string; state: string }>({
    exit: 2,
    message: ({ run, state }) => `The run ${run} is ${state} already.`,
    remedy: () => 'Stop it first, where it runs.',
  }),
  JOB_UNKNOWN: row<{ job: string }>({
    exit: 2,
    message: ({ job }) => `There is no job "${job}" any more.`,
    remedy: () => 'Look at the list again: it has ended, or another program of this home has taken it out.',
  }),
  JOB_ELSEWHERE: row<{ title: string; pid: number }>({
    exit: 2,
    message: ({ title, pid }) => `"${title}" is done by another program of this home (process ${pid}).`,
    remedy: () => 'Pause or stop it where it was started: Ctrl-C in its terminal, or its own window.',
  }),
  JOB_NOT_RUNNING: row<{ title: string; state: string }>({
    exit: 2,
    message: ({ title, state }) => `"${title}" is ${state}, so there is nothing to pause or to go on with.`,
    remedy: () => 'Wait until it runs, or take it out of the queue.',
  }),
  JOB_NOT_WAITING: row<{ title: string }>({
    exit: 2,
    message: ({ title }) => `"${title}" does not wait in the queue.`,
    remedy: () => 'Only jobs that wait can be moved.',
  }),
  PROJECT_UNKNOWN: row<{ project: number }>({
    exit: 2,
    message: ({ project }) => `There is no project number ${project} any more.`,
    remedy: () => 'It may have been removed from the bin in another window; choose another project.',
  }),
  PROJECT_WITHOUT_PICTURES: row<{ project: string }>({
    exit: 2,
    message: ({ project }) => `The project "${project}" has no folders of pictures on both sides yet.`,
    remedy: () => 'Add a folder to side A and one to side B, then start the training.',
  }),
  RUN_NOT_ENDED: row<{ run: string; state: string }>({
    exit: 2,
    message: ({ run, state }) => `The run "${run}" is ${state}.`,
    remedy: () => 'Stop it first; then it can be put into the bin.',
  }),
  RUN_NOT_QUEUED: row<{ run: string }>({
    exit: 2,
    message: ({ run }) => `The run ${run} does not wait in the queue.`,
    remedy: () => '`recast runs` shows which runs are queued.',
  }),
};
