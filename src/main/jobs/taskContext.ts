import type { FromEngine, PaintWord, Task } from './messages.ts';

/** What a task may report while it runs; the worker itself sends the end. */
export type Report = Exclude<FromEngine, { type: 'done' | 'failed' }>;

/** A task's view of the host that asked for it. */
export interface TaskContext {
  report(message: Report): void;
  /** Aborts when the host asks to stop: finish the unit at hand, save what is due, return. */
  readonly stop: AbortSignal;
  /** True between `pause` and `continue`. */
  readonly paused: boolean;
  /** Resolves at once unless paused; then when the host says continue or stop. */
  whenRunning(): Promise<void>;
  /** Hands over what whoever paints asks from now on, and has asked before. */
  hear(listener: (ask: PaintWord) => void): void;
}

/** How a task ended: by itself, or early because it was asked to stop. */
export interface TaskResult {
  readonly stopped: boolean;
  readonly result: unknown;
}

/** Does one kind of task. Throws `RecastError` for what a person can mend. */
export type TaskRunner<Kind extends Task['kind']> = (task: Extract<Task, { kind: Kind }>, context: TaskContext) => Promise<TaskResult>;
