import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from './commands/index.ts';
import { jsonLineSchema } from './json.ts';
import { main } from './main.ts';
import { keptTerminal } from './testing/terminal.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'recast-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Said {
  code: number;
  out: string;
  err: string;
}

async function recast(...argv: string[]): Promise<Said> {
  const terminal = keptTerminal();
  const code = await main(argv, terminal);
  return { code, ...terminal.written };
}

const folders = ['--a', '/tmp', '--b', '/usr'];

describe('wrong use exits 2 and says what to do', () => {
  it.each<[string[], RegExp]>([
    [['tran'], /Unknown command 'tran' \(Did you mean train\?\)/],
    [['train', 'cyclegna'], /Did you mean cyclegan\?/],
    [['train', 'cyclegan', '--sise', '64'], /Unknown option '--sise' \(Did you mean --size\?\)[^]*`recast train cyclegan --help`/],
    [['train', 'cyclegan', '--a', '/tmp'], /`recast train cyclegan` needs --b <folder>/],
    [['train', 'cyclegan', ...folders, '--size'], /--size <px>' argument missing/],
    [['train', 'cyclegan', ...folders, '--size', '20000'], /--size must lie between 16 and 1024 px/],
    [['train', 'cyclegan', ...folders, '--steps', '9', '--epochs', '2'], /--steps and --epochs contradict each other/],
    [['train', 'cyclegan', ...folders, '--generator', 'unet-128', '--size', '128', '--blocks', '6'], /--blocks and --generator unet-128 contradict/],
    [['train', 'cyclegan', ...folders, '--preset', 'qick'], /no preset "qick"/],
    [['train', 'cyclegan', '--a', '/tmp', '--b', '/tmp/../tmp/'], /same folder/],
    [['train', 'cyclegan', '--a', '/there/is/none', '--b', '/tmp'], /no folder at \/there\/is\/none/],
    [['train', 'cyclegan', ...folders, '--holdout', '0.9'], /--holdout must lie between 0 and 0.5/],
    [['convert', '--in', 'x'], /`recast convert` needs --checkpoint <id> and --direction <direction> and --out <folder>/],
    [['convert', '--checkpoint', 'x', '--direction', 'a2b', '--in', 'a', '--out', 'b', '--format', 'pgn'], /Did you mean --format png\?/],
    [
      ['convert', '--checkpoint', 'x', '--direction', 'a2b', '--in', 'a', '--out', 'b', '--format', 'png', '--quality', '5'],
      /--quality and --format png contradict/,
    ],
    [['colorize', '--in', 'x'], /`recast colorize` needs --checkpoint <id> and --out <file>/],
    [['colorize', '--checkpoint', 'x', '--in', 'a.png', '--out', 'a.gif'], /stands for no format[^]*\.psd and \.ora/],
    [['colorize', '--checkpoint', 'x', '--in', 'a.png', '--out', 'b.png', '--hints', '/there/is/none.json'], /hints in \/there\/is\/none\.json/],
    [['colorize', '--checkpoint', 'x', '--in', 'a.png', '--out', './a.png'], /written over the originals/],
    [['runs', 'r7k2m'], /Too many arguments/],
    [['resume', 'nobody'], /There is no run called "nobody"/],
    [['checkpoints'], /There is no run/],
    [['bench', '--config', '64/32'], /--config cannot read "64\/32"/],
    [['bench', '--sections', 'lop'], /Did you mean --sections loop\?/],
    [['runs', '--home', ''], /--home was given nothing/],
  ])('%j', async (argv, sentence) => {
    const { code, out, err } = await recast('--home', join(home, 'used'), ...argv);
    expect(err).toMatch(sentence);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).not.toContain('\u001b');
  });

  it('shows help when nothing is asked for', async () => {
    const { code, err } = await recast();
    expect(code).toBe(2);
    expect(err).toMatch(/Usage: recast/);
  });
});

describe('help', () => {
  it('names every command, with examples for each', async () => {
    const { out } = await recast('--help');
    for (const name of Object.keys(commands)) {
      expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
      const { code, out: help } = await recast('help', name);
      expect(code).toBe(0);
      expect(help).toMatch(/Examples:\n/);
      expect(help).toMatch(/--home <folder>/);
      expect(help.split('\n').every((line) => line.length <= 80 || line.startsWith('    recast '))).toBe(true);
    }
  });

  it('shows range, unit and default of a setting', async () => {
    const { out } = await recast('train', 'cyclegan', '--help');
    expect(out.replace(/\s+/g, ' ')).toMatch(/--size <px> Side of the square that is trained on. \(16 to 1024 px; a multiple of 4; default 64\)/);
    expect(out).toMatch(/^ {2}--no-flip/m);
    expect(out.replace(/\s+/g, ' ')).toMatch(/quick: A first look/);
  });

  it('colours headings only where there is colour', async () => {
    const coloured = keptTerminal({ interactive: true, colour: true });
    await main(['--help'], coloured);
    expect(coloured.written.out).toContain('\u001b[1mUsage:');
    expect((await recast('--help')).out).not.toContain('\u001b');
  });

  it('knows its version', async () => {
    expect((await recast('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('--json', () => {
  it('works before and after the command, and writes errors as a line', async () => {
    for (const argv of [
      ['--json', 'resume', 'nobody'],
      ['resume', 'nobody', '--json'],
      ['train', 'cyclegan', '--sise', '3', '--json'],
    ]) {
      const { code, out, err } = await recast('--home', join(home, 'json'), ...argv);
      const line = jsonLineSchema.parse(JSON.parse(out));
      expect(line).toMatchObject({ type: 'error', exit: 2 });
      expect(code).toBe(2);
      expect(err).toMatch(/^Error: /);
    }
  });

  it('writes nothing for a home without runs', async () => {
    const { code, out, err } = await recast('runs', '--json', '--home', join(home, 'empty'));
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/There are no runs in .*empty yet/);
  });
});
