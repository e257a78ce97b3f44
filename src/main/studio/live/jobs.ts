import type { Job } from '../../../shared/contract/activity.ts';
import type { Failure } from '../../../shared/contract/procedure.ts';
import type { RunStateName } from '../../../shared/contract/runs.ts';
import type { Progress } from '../../../shared/progress.ts';
import { Bell } from './bell.ts';

/** How many lines of a job's log are kept. */
const MOST_LINES = 2_000;

/** How many jobs that have ended are remembered. */
const MOST_ENDED = 50;

/** What a job is, for people. */
export interface JobSubject {
  readonly kind: Job['kind'];
  readonly title: string;
  readonly project?: number | null;
  readonly run?: string;
  readonly conversion?: number;
}

/** What can be done to a job of this process. */
export interface JobControls {
  /** Asks to finish the unit at hand, save and end; takes a waiting job out of the queue. */
  stop(): void;
  pause(): void;
  proceed(): void;
  /** Settles when it has ended and its end is recorded. */
  readonly ended: Promise<unknown>;
}

/** A line of a job's log. */
export interface LogLine {
  readonly at: number;
  readonly text: string;
}

/** A job of this process, from its start until it is forgotten. */
export class LiveJob {
  readonly id: string;
  readonly subject: JobSubject;
  /** Its row in the queue; null for one that starts at once. */
  readonly queueRow: number | null;
  readonly controls: JobControls;
  readonly lines: LogLine[] = [];
  state: RunStateName = 'queued';
  progress: Progress | null = null;
  failure: Failure | null = null;
  startedAt: number | null = null;
  endedAt: number | null = null;
  readonly #bell: Bell;

  constructor(bell: Bell, id: string, subject: JobSubject, queueRow: number | null, controls: JobControls) {
    this.#bell = bell;
    this.id = id;
    this.subject = subject;
    this.queueRow = queueRow;
    this.controls = controls;
  }

  /** Says how it stands now. */
  tell(news: Partial<Pick<LiveJob, 'state' | 'progress' | 'failure' | 'startedAt' | 'endedAt'>>): void {
    Object.assign(this, news);
    this.#bell.ring();
  }

  log(text: string): void {
    for (const line of text.split(/\r?\n/)) if (line.trim() !== '') this.lines.push({ at: Date.now(), text: line });
    if (this.lines.length > MOST_LINES) this.lines.splice(0, this.lines.length - MOST_LINES);
  }
}

/** The jobs that this process started: they live with the studio, not with the window that asked for them. */
export class LiveJobs {
  /** Rings when anything about a job changes. */
  readonly bell = new Bell();
  readonly #jobs = new Map<string, LiveJob>();
  readonly #tracked = new Set<JobControls>();
  #count = 0;

  /** Whatever waits or runs in this process, also what is too short to be shown. */
  get tracked(): readonly JobControls[] {
    return [...this.#tracked];
  }

  /** Remembers a job until it has ended. */
  track(controls: JobControls): void {
    this.#tracked.add(controls);
    void controls.ended.then(() => this.#tracked.delete(controls));
  }

  /** Enters a job. A run's and a conversion's earlier one gives way. */
  enter(subject: JobSubject, queueRow: number | null, controls: JobControls): LiveJob {
    const id = subject.run !== undefined ? runJobId(subject.run) : subject.conversion !== undefined ? conversionJobId(subject.conversion) : `${++this.#count}`;
    const job = new LiveJob(this.bell, id, subject, queueRow, controls);
    this.#jobs.delete(id);
    this.#jobs.set(id, job);
    void controls.ended.then(() => this.#forgetOldest());
    this.bell.ring();
    return job;
  }

  find(id: string): LiveJob | undefined {
    return this.#jobs.get(id);
  }

  /** In the order in which they were entered. */
  all(): LiveJob[] {
    return [...this.#jobs.values()];
  }

  #forgetOldest(): void {
    const ended = this.all().filter(({ endedAt }) => endedAt !== null);
    for (const { id } of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) this.#jobs.delete(id);
  }
}

/** The id of a run's job. */
export const runJobId = (run: string): string => `run-${run}`;

/** The id of a conversion's job. */
export const conversionJobId = (conversion: number): string => `conversion-${conversion}`;
