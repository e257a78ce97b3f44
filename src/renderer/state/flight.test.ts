import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Flight } from './flight.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Tells a view of 400 px that moves by `step` px every 16 ms; gives whether each told a flight. */
function roll(flight: Flight, step: number, times: number): boolean[] {
  return Array.from({ length: times }, (_, time) => flight.tell(step * time, 400, 16 * time));
}

test('reading is no flight, and neither is one jump of less than a screen', () => {
  const flight = new Flight(() => undefined);
  expect(roll(flight, 32, 60)).not.toContain(true);
  expect(new Flight(() => undefined).tell(250, 400, 0)).toBe(false);
});

test('hurrying flies; it lands when it slows down, and once when it stops', () => {
  const landed = vi.fn();
  const flight = new Flight(landed);
  expect(roll(flight, 320, 30).slice(2)).not.toContain(false);
  expect(landed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(landed).toHaveBeenCalledTimes(1);
  // Slow again: told as such, and nothing has to land.
  expect(flight.tell(9600, 400, 2000)).toBe(false);
  vi.advanceTimersByTime(500);
  expect(landed).toHaveBeenCalledTimes(1);
});

test('nothing lands after its end', () => {
  const landed = vi.fn();
  const flight = new Flight(landed);
  roll(flight, 320, 30);
  flight.end();
  vi.advanceTimersByTime(500);
  expect(landed).not.toHaveBeenCalled();
});
