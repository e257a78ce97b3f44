import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

describe('pace', () => {
  it('is unknown until a little was measured, then steps a second', () => {
    const pace = new Pace(100, 40);
    pace.note(101, 44);
    expect(pace.stepsPerSecond).toBeNull();
    pace.note(102.5, 50);
    expect(pace.stepsPerSecond).toBeCloseTo(4);
  });

  it('follows the last minute', () => {
    const pace = new Pace(0, 0);
    let step = 0;
    for (let at = 0.1; at < 300; at += 0.1) pace.note(at, ++step);
    expect(pace.stepsPerSecond).toBeCloseTo(10, 1);
    for (let at = 300; at < 400; at += 0.5) pace.note(at, ++step);
    expect(pace.stepsPerSecond).toBeCloseTo(2, 1);
  });

  it('knows steps that take longer than its window', () => {
    const pace = new Pace(0, 0);
    for (let step = 1; step < 5; step++) pace.note(step * 200, step);
    expect(pace.stepsPerSecond).toBeCloseTo(1 / 200);
  });

  it('leaves pauses out', () => {
    const pace = new Pace(0, 0);
    for (let step = 1; step <= 10; step++) pace.note(step, step);
    pace.restart(1000);
    expect(pace.stepsPerSecond).toBeNull();
    for (let step = 11; step <= 20; step++) pace.note(1000 + (step - 10), step);
    expect(pace.stepsPerSecond).toBeCloseTo(1);
  });
});
