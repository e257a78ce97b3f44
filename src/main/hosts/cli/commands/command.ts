import type { Command } from 'commander';
import type { Console } from '../console.ts';

/** One invocation of a command. */
export interface Call {
  /** The command with its flags as given: `options` are read from it through a schema. */
  readonly command: Command;
  /** What stands beside the flags: `recast resume r7k2m` has `['r7k2m']`. */
  readonly words: readonly string[];
  readonly console: Console;
  /** The home folder that --home names, or null. */
  readonly home: string | null;
}

/** Does what a command promises and gives the exit code: 0 done, 1 failed, 2 wrong use, 130 interrupted. Throws for people. */
export type Action = (call: Call) => Promise<number>;

/** An example in help: what it is for, and what to type after `recast`. */
export interface Example {
  readonly purpose: string;
  readonly type: string;
}

/** One command. Adding one: a file here and a row in `index.ts`. */
export interface CommandRow {
  /** One line in the list of commands. */
  readonly summary: string;
  readonly examples: readonly Example[];
  /** Adds arguments, flags and sub-commands; `act` says what a command or sub-command does. */
  define(command: Command, act: (command: Command, action: Action) => void): void;
}
