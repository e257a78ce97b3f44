import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo, displayWidth, drawTable } from './table.ts';

describe('tables', () => {
  it('aligns columns and cuts the flexible one at the width of the terminal', () => {
    const columns = [{ title: 'RUN' }, { title: 'NAME', flexible: true }, { title: 'STEP', align: 'right' }] as const;
    const rows = [
      ['r7k2m', 'photos of the harbour in winter to paintings', '1,234'],
      ['a', 'x', '5'],
    ];
    expect(drawTable(columns, rows, 30)).toEqual(['RUN    NAME               STEP', 'r7k2m  photos of the h…  1,234', 'a      x                     5']);
  });

  it('never exceeds the width while a flexible cell can be cut', () => {
    const columns = [{ title: 'A' }, { title: 'B', flexible: true }] as const;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 10 }), fc.string({ unit: 'grapheme', maxLength: 60 })), { maxLength: 5 }), (rows) =>
        drawTable(columns, rows, 40).every((line) => displayWidth(line) <= 40 && !line.includes('\n')),
      ),
    );
  });

  it('counts wide characters as two columns', () => {
    expect(displayWidth('고양이')).toBe(6);
    expect(displayWidth('\u001b[31mred\u001b[39m')).toBe(3);
    expect(cutTo('고양이 사진', 6)).toBe('고양…');
  });

  it('lets no escape sequence or line break out of a cell', () => {
    expect(drawTable([{ title: 'N' }], [['a\n\u001b[2Jb']], 80)[1]).toBe('a b');
  });
});
