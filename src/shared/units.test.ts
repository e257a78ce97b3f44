import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatCount, formatDuration, formatMeasure } from './units.ts';

describe('units for people', () => {
  it('writes bytes in the unit that fits', () => {
    expect([0, 512, 1024, 1_500_000, 999.6 * 1024 ** 2, 3 * 1024 ** 3].map(formatBytes)).toEqual(['0 B', '512 B', '1.0 KB', '1.4 MB', '1.0 GB', '3.0 GB']);
  });

  it('writes durations with two units at most', () => {
    expect([0.4, 59.4, 59.6, 250, 3600, 7500, 90_000, 273_600].map(formatDuration)).toEqual([
      '0 s',
      '59 s',
      '1 min',
      '4 min 10 s',
      '1 h',
      '2 h 5 min',
      '1 d 1 h',
      '3 d 4 h',
    ]);
  });

  it('writes counts and measures', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect([0, 0.01234, 4.5678, 56.789, 1234.4, 0.0000001234, NaN].map(formatMeasure)).toEqual(['0', '0.0123', '4.57', '56.8', '1,234', '0.000000', 'NaN']);
  });

  it('writes moments against now', () => {
    const now = 1_000_000_000_000;
    expect([0, 30, 300, 7200, 3 * 86400].map((seconds) => formatAgo(now - seconds * 1000, now))).toEqual([
      'just now',
      'just now',
      '5 min ago',
      '2 h ago',
      '3 d ago',
    ]);
  });
});
