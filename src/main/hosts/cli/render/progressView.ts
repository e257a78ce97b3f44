import type { Progress } from '../../../../shared/progress.ts';
import { percentOf, progressText } from './progressText.ts';
import { cutTo } from './table.ts';
import type { Terminal } from './terminal.ts';

const eraseLine = '\r\u001b[2K';
const redrawMilliseconds = 100;
const plainMilliseconds = 30_000;
const plainPercent = 10;
const plainPauseMilliseconds = 1_000;

/** Shows progress on stderr and lets other lines pass above it. */
export interface ProgressView {
  update(progress: Progress): void;
  /** A line that stays. */
  say(line: string): void;
  /** Leaves the last state of the progress standing and ends its line. */
  end(): void;
}

/** One line that rewrites itself, at most ten times a second. */
function rewritingView({ err, now }: Terminal): ProgressView {
  let shown = '';
  let drawnAt = 0;
  let latest: Progress | null = null;
  const draw = (): void => {
    if (latest === null) return;
    // One column stays free: a full line would wrap on some terminals and could not be erased.
    shown = cutTo(progressText(latest), err.columns - 1);
    err.write(eraseLine + shown);
    drawnAt = now();
  };
  return {
    update(progress) {
      const newPhase = latest?.phase !== progress.phase;
      latest = progress;
      if (newPhase || now() - drawnAt >= redrawMilliseconds) draw();
    },
    say(line) {
      err.write(shown === '' ? `${line}\n` : `${eraseLine}${line}\n${shown}`);
    },
    end() {
      draw();
      if (shown !== '') err.write('\n');
      shown = '';
      latest = null;
    },
  };
}

/** A plain line at every new phase, every tenth of the work (at most one a second), and every 30 seconds. */
function plainView({ err, now }: Terminal): ProgressView {
  let saidAt = 0;
  let tenth = 0;
  let phase: string | null = null;
  let said = '';
  let latest: Progress | null = null;
  const draw = (): void => {
    if (latest === null) return;
    const line = progressText(latest);
    if (line !== said) err.write(`${line}\n`);
    said = line;
    saidAt = now();
    phase = latest.phase;
    tenth = Math.floor((percentOf(latest) ?? 0) / plainPercent);
  };
  return {
    update(progress) {
      latest = progress;
      const reached = Math.floor((percentOf(progress) ?? 0) / plainPercent);
      const pause = now() - saidAt;
      if (phase !== progress.phase || (reached > tenth && pause >= plainPauseMilliseconds) || pause >= plainMilliseconds) draw();
    },
    say(line) {
      err.write(`${line}\n`);
    },
    end() {
      draw();
      latest = null;
      phase = null;
    },
  };
}

/** The view that suits the terminal. */
export function progressView(terminal: Terminal): ProgressView {
  return terminal.err.interactive ? rewritingView(terminal) : plainView(terminal);
}
