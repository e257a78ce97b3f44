import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openConsole } from './console.ts';
import { jsonLineSchema } from './json.ts';
import { observeJob } from './jobs.ts';
import { keptTerminal } from './testing/terminal.ts';

const page = readFileSync(new URL('../../../../docs/json-lines.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^`(\w+)`/.exec(section)?.[1] ?? '', section]),
);

describe('the page about --json', () => {
  const lines = jsonLineSchema.options.map(({ shape }) => ({ type: shape.type.value, fields: Object.keys(shape).filter((field) => field !== 'type') }));

  it.each(lines)('describes $type with $fields', ({ type, fields }) => {
    const section = sections.get(type) ?? '';
    for (const field of fields) expect(section).toContain(`\`${field}\``);
    expect(page.split('## Lines')[0]).toContain(`\`${type}\``);
  });

  it('describes nothing else', () => {
    expect([...sections.keys()].sort()).toEqual(lines.map(({ type }) => type).sort());
  });
});

describe('a console with --json', () => {
  const progress = (done: number) =>
    ({
      type: 'progress',
      progress: { phase: 'training', done, total: 100, unit: 'steps', secondsLeft: null, picturesPerSecond: null, epoch: 0, losses: { G_A: 1 }, memory: 1 },
    }) as const;

  it('writes every line by its schema, progress at most four times a second', () => {
    const terminal = keptTerminal();
    const observer = observeJob(openConsole(terminal, true));
    for (let step = 0; step < 100; step++) {
      observer.event(progress(step));
      terminal.advance(10);
    }
    observer.event({ type: 'checkpoint', folder: '/r/c', step: 100, epoch: 1, hash: 'abc', bytes: 10 });
    observer.queued?.(2);
    const lines = terminal.written.out
      .trimEnd()
      .split('\n')
      .map((line) => jsonLineSchema.parse(JSON.parse(line)));
    expect(lines.map(({ type }) => type)).toEqual(['progress', 'progress', 'progress', 'progress', 'saved', 'queued']);
  });

  it('keeps people out of the way where they look at both streams', () => {
    const terminal = keptTerminal({ interactive: true });
    const observer = observeJob(openConsole(terminal, true));
    observer.event(progress(1));
    expect(terminal.written.out).not.toBe('');
    expect(terminal.written.err).toBe('');
  });

  it('writes nothing to stdout without --json but results', () => {
    const terminal = keptTerminal();
    const console = openConsole(terminal, false);
    observeJob(console).event(progress(1));
    console.fail({ code: 'X', message: 'It broke.', remedy: 'Mend it.', exit: 1, details: {} });
    console.show('a result');
    expect(terminal.written.out).toBe('a result\n');
    expect(terminal.written.err).toMatch(/training {2}1 %[^]*Error: It broke\.\nMend it\.\n/);
  });
});
