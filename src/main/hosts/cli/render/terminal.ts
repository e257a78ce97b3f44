import { styleText } from 'node:util';

/** The styles that are used. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** One of the two streams of the process, as the command line sees it. */
export interface TextStream {
  write(text: string): void;
  /** A person looks at it, and a line can be rewritten. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** Characters a line. */
  readonly columns: number;
}

/** Where the command line writes, and its clock. */
export interface Terminal {
  /** Results: tables, or the lines of `--json`. */
  readonly out: TextStream;
  /** Everything said to people while it works: progress, notes, errors. */
  readonly err: TextStream;
  /** Milliseconds since 1970. */
  now(): number;
}

const defaultColumns = 80;

function textStream(stream: NodeJS.WriteStream, environment: Readonly<Record<string, string | undefined>>): TextStream {
  const interactive = stream.isTTY && environment['TERM'] !== 'dumb';
  // A reader that went away (`recast runs | head -1`) or a closed terminal is no error, and must not end a training run.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    interactive,
    colour: interactive && !environment['NO_COLOR'],
    get columns() {
      // A terminal that was given no size says 0.
      return stream.isTTY && stream.columns > 0 ? stream.columns : defaultColumns;
    },
  };
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return { out: textStream(process.stdout, process.env), err: textStream(process.stderr, process.env), now: () => Date.now() };
}

/** Text in a style, plain where the stream shows no colour. */
export function paint(stream: TextStream, style: Style, text: string): string {
  return stream.colour ? styleText(style, text, { validateStream: false }) : text;
}
