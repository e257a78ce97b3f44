import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../../shared/progress.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { progressText } from './progressText.ts';
import { progressView } from './progressView.ts';

const training: Progress = {
  phase: 'training',
  done: 123,
  total: 900,
  unit: 'steps',
  secondsLeft: 250,
  picturesPerSecond: 8.123,
  epoch: 2,
  losses: { G_A: 0.412, D_A: 0.2 },
  memory: 1e9,
};
const at = (done: number): Progress => ({ ...training, done });

describe('progress for people', () => {
  it('says phase, share, time left, speed and losses', () => {
    expect(progressText(training)).toBe('training  13 %  123/900 steps  4 min 10 s left  8.12 pictures/s  epoch 2  G_A 0.412  D_A 0.200');
    expect(progressText({ ...training, phase: 'compiling', done: 0, total: null, secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {} })).toBe(
      'compiling',
    );
  });

  it('rewrites one line on a terminal, at most ten times a second, and never wraps it', () => {
    const terminal = keptTerminal({ interactive: true, columns: 40 });
    const view = progressView(terminal);
    for (let step = 1; step <= 50; step++) {
      view.update(at(step));
      terminal.advance(20);
    }
    view.say('A note.');
    view.end();
    const lines = terminal.written.err.split('\r\u001b[2K').slice(1);
    expect(lines.length).toBeGreaterThanOrEqual(10);
    expect(lines.length).toBeLessThanOrEqual(13);
    expect(lines.filter((line) => !line.startsWith('A note.')).every((line) => line.trimEnd().length <= 39)).toBe(true);
    expect(lines.at(-1)).toMatch(/^training {2}5 % {2}50\/900 steps.*\n$/);
    expect(lines.find((line) => line.startsWith('A note.'))).toMatch(/^A note\.\ntraining/);
  });

  it('writes a plain line at each tenth, each phase and every half minute elsewhere', () => {
    const terminal = keptTerminal();
    const view = progressView(terminal);
    for (let step = 0; step <= 900; step++) {
      view.update(at(step));
      terminal.advance(100);
    }
    view.end();
    const lines = terminal.written.err.trimEnd().split('\n');
    expect(lines.map((line) => / (\d+) %/.exec(line)?.[1])).toEqual(['0', '10', '20', '30', '40', '50', '60', '70', '80', '90', '100']);
    expect(terminal.written.err).not.toContain('\u001b');

    const quick = keptTerminal();
    const quickView = progressView(quick);
    for (let step = 0; step <= 900; step++) quickView.update(at(step));
    quickView.end();
    expect(quick.written.err.trimEnd().split('\n')).toHaveLength(2);

    const slow = keptTerminal();
    const slowView = progressView(slow);
    for (let step = 0; step < 20; step++) {
      slowView.update(at(step));
      slow.advance(10_000);
    }
    expect(slow.written.err.trimEnd().split('\n')).toHaveLength(7);
  });
});
