import { Command } from 'commander';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleganSettings } from '../../../../shared/architectures/cyclegan.ts';
import { flagOf } from '../../../../shared/architectures/rules.ts';
import { plainError } from '../../../../shared/errors/index.ts';
import { addSettingFlags, givenSettings } from './settingFlags.ts';
import { readNumber } from './values.ts';

function parse(...words: string[]): Record<string, unknown> {
  const command = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  addSettingFlags(command, cycleganSettings);
  command.parse(words, { from: 'user' });
  return givenSettings(command, cycleganSettings);
}

function messageOf(...words: string[]): string {
  try {
    parse(...words);
  } catch (error) {
    const { message, remedy } = plainError(error);
    return `${message} ${remedy}`;
  }
  return '';
}

describe('flags made from a table of settings', () => {
  it('has a flag for every setting that reads its own default back', () => {
    for (const [name, setting] of Object.entries(cycleganSettings)) {
      const words =
        setting.kind === 'switch' ? [setting.default ? flagOf(name) : flagOf(name).replace('--', '--no-')] : [flagOf(name), String(setting.default)];
      expect(parse(...words), name).toEqual({ [name]: setting.default });
    }
  });

  it('gives only what was named', () => {
    expect(parse()).toEqual({});
    expect(parse('--size', '128', '--no-flip', '--gan-loss', 'vanilla')).toEqual({ size: 128, flip: false, ganLoss: 'vanilla' });
    expect(parse('--no-flip', '--flip')).toEqual({ flip: true });
  });

  it('names flag, range and unit of what lies outside', () => {
    expect(messageOf('--size', '2000')).toMatch(/--size must lie between 16 and 1024 px, and 2000 does not/);
    expect(messageOf('--size', '66')).toMatch(/--size must be a multiple of 4 px.*--size 68/);
    expect(messageOf('--ngf', '7.5')).toMatch(/--ngf takes a whole number, not "7.5".*from 4 to 256 channels/);
    expect(messageOf('--learning-rate', '-1')).toMatch(/--learning-rate must lie between 1e-7 and 0.1/);
    expect(messageOf('--blocks', '')).toMatch(/--blocks takes a whole number/);
    expect(messageOf('--generator', 'resnt')).toMatch(/--generator takes resnet, unet-128 or unet-256, not "resnt".*Did you mean --generator resnet/);
  });

  it('reads every number in the range and none outside it', () => {
    const spec = { flag: '--size', whole: true, min: 16, max: 1024, unit: 'px', multipleOf: 4 };
    const accepts = (text: string): boolean => {
      try {
        return readNumber(spec, text) === Number(text);
      } catch {
        return false;
      }
    };
    fc.assert(fc.property(fc.integer({ min: -100, max: 2000 }), (value) => accepts(String(value)) === (value >= 16 && value <= 1024 && value % 4 === 0)));
    for (const text of ['0x40', '64px', 'NaN', 'Infinity', '6 4', '1e400', '']) expect(accepts(text), text).toBe(false);
  });
});
