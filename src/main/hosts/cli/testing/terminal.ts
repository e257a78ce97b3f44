import type { Terminal, TextStream } from '../render/terminal.ts';

/** A terminal that keeps what was written, with a clock that is set by hand. */
export interface KeptTerminal extends Terminal {
  readonly written: { out: string; err: string };
  advance(milliseconds: number): void;
}

/** Opens one; `interactive` and `colour` hold for both of its streams. */
export function keptTerminal({ interactive = false, colour = false, columns = 80 } = {}): KeptTerminal {
  const written = { out: '', err: '' };
  let time = Date.UTC(2026, 0, 1);
  const stream = (name: 'out' | 'err'): TextStream => ({
    write: (text) => {
      written[name] += text;
    },
    interactive,
    colour,
    columns,
  });
  return { written, out: stream('out'), err: stream('err'), now: () => time, advance: (milliseconds) => void (time += milliseconds) };
}
