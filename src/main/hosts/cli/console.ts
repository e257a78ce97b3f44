import type { PlainError } from '../../../shared/errors/index.ts';
import type { JsonLine } from './json.ts';
import type { ProgressView } from './render/progressView.ts';
import { progressView } from './render/progressView.ts';
import type { Style, Terminal } from './render/terminal.ts';
import { paint } from './render/terminal.ts';

/**
 * What a command may say. Two readers are told apart everywhere: people, and programs that gave
 * `--json`. What is meant for the other of the two is dropped here, so that commands tell both.
 */
export interface Console {
  readonly terminal: Terminal;
  readonly json: boolean;
  /** A line for programs; dropped without `--json`. */
  line(line: JsonLine): void;
  /** Results for people, on stdout; dropped with `--json`. */
  show(text: string): void;
  /** What happens on the way, for people, on stderr. */
  say(text: string): void;
  /** Text in a style for `say`; plain where there is no colour. */
  style(style: Style, text: string): string;
  /** What to type for a command in the same home: `recast resume r7k2m --home elsewhere`. */
  hint(command: string): string;
  /** An error, for both. */
  fail(error: PlainError): void;
  readonly progress: ProgressView;
}

/** A path as it can be typed again. */
export const quoted = (path: string): string => (/^[\w./:@+-]+$/.test(path) ? path : `"${path}"`);

/** The console of one invocation; `home` is the home folder that was named, or null. */
export function openConsole(terminal: Terminal, json: boolean, home: string | null = null): Console {
  // Where a person looks at both streams, progress for people would tear the lines of --json apart.
  const quiet = json && terminal.out.interactive;
  const silent: ProgressView = { update: () => undefined, say: () => undefined, end: () => undefined };
  const progress = quiet ? silent : progressView(terminal);
  const line = (object: JsonLine): void => {
    if (json) terminal.out.write(`${JSON.stringify(object)}\n`);
  };
  return {
    terminal,
    json,
    progress,
    line,
    show(text) {
      if (!json) terminal.out.write(`${text}\n`);
    },
    say: (text) => progress.say(text),
    hint: (command) => `recast ${command}${home === null ? '' : ` --home ${quoted(home)}`}`,
    style: (style, text) => paint(terminal.err, style, text),
    fail(error) {
      progress.end();
      const { code, message, remedy, exit } = error;
      line({ type: 'error', code, message, remedy, exit });
      terminal.err.write(`${paint(terminal.err, 'red', 'Error:')} ${error.message}\n${error.remedy}\n`);
    },
  };
}
