import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecastError } from '../errors/index.ts';
import type { SettingsOf } from './index.ts';
import { resolveSettings } from './resolve.ts';
import { flagOf } from './rules.ts';

type Given = Partial<SettingsOf<'cyclegan'>>;
const resolve = (preset: string | null, given: Given): SettingsOf<'cyclegan'> => resolveSettings('cyclegan', preset, given);

function codeOf(preset: string | null, given: Given): string {
  try {
    resolve(preset, given);
  } catch (error) {
    if (error instanceof RecastError) return error.code;
    throw error;
  }
  return 'none';
}

describe('settings from presets and flags', () => {
  it('takes defaults, then the preset, then what was given', () => {
    expect(resolve(null, {})).toMatchObject({ size: 64, ngf: 64, blocks: 6, upsampling: 'resize', epochs: 100, decayEpochs: 100, steps: 0 });
    expect(resolve('paper', {})).toMatchObject({ size: 256, loadSize: 286, blocks: 9, upsampling: 'transposed' });
    expect(resolve('paper', { blocks: 4, upsampling: 'resize' })).toMatchObject({ size: 256, blocks: 4, upsampling: 'resize' });
  });

  it('uses nine blocks above 128 px unless told otherwise', () => {
    expect(resolve(null, { size: 256 }).blocks).toBe(9);
    expect(resolve(null, { size: 128 }).blocks).toBe(6);
    expect(resolve('quick', { size: 256 }).blocks).toBe(4);
  });

  it('lets the rate fall for as many epochs as were given', () => {
    expect(resolve('quick', { epochs: 7 })).toMatchObject({ epochs: 7, decayEpochs: 7, steps: 0 });
    expect(resolve(null, { epochs: 7, decayEpochs: 0 })).toMatchObject({ epochs: 7, decayEpochs: 0 });
  });

  it.each<[string, string | null, Given]>([
    ['PRESET_UNKNOWN', 'papier', {}],
    ['PRESET_UNKNOWN', 'toString', {}],
    ['LENGTH_GIVEN_TWICE', null, { steps: 10, epochs: 3 }],
    ['LENGTH_GIVEN_TWICE', null, { steps: 10, decayEpochs: 3 }],
    ['LENGTH_ZERO', null, { epochs: 0 }],
    ['FLAG_WITHOUT_EFFECT', null, { generator: 'unet-128', size: 128, blocks: 6 }],
    ['FLAG_WITHOUT_EFFECT', null, { discriminator: 'pixel', layers: 2 }],
    ['SIZE_NOT_FOR_GENERATOR', null, { generator: 'unet-256', size: 128 }],
    ['SIZE_NOT_FOR_DISCRIMINATOR', null, { size: 16 }],
    ['LOAD_SIZE_TOO_SMALL', null, { size: 64, loadSize: 60 }],
    ['none', null, { steps: 10 }],
    ['none', null, { size: 16, layers: 2 }],
    ['none', null, { generator: 'unet-128', size: 128 }],
    ['none', null, { size: 64, loadSize: 60, preprocess: 'none' }],
  ])('answers %s to preset %s with %o', (code, preset, given) => {
    expect(codeOf(preset, given)).toBe(code);
  });

  it('spells flags in kebab-case that can be read back', () => {
    expect(['size', 'loadSize', 'ganLoss', 'beta1', 'cycleA'].map(flagOf)).toEqual(['--size', '--load-size', '--gan-loss', '--beta1', '--cycle-a']);
    const camel = (flag: string): string => flag.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    fc.assert(fc.property(fc.stringMatching(/^[a-z]+([A-Z][a-z]+){0,3}$/), (name) => camel(flagOf(name)) === name));
  });
});

describe('settings of colourists', () => {
  it('keep what is for sketches from photos: left out of a preset, refused where it was asked for', () => {
    expect(resolveSettings('colorize', 'sketch', {})).toMatchObject({ mode: 'sketch', spread: true, foreign: 0.3, unhinted: 0.3, turn: 30 });
    expect(resolveSettings('colorize', 'sketch', { mode: 'photo' })).toMatchObject({
      mode: 'photo',
      foreign: 0,
      unhinted: 0,
      spread: false,
      turn: 1,
      regression: 10,
    });
    expect(resolveSettings('colorize', null, { regression: 5, turn: 2 })).toMatchObject({ regression: 5, turn: 2 });
    for (const given of [{ foreign: 0.1 }, { spread: true }]) {
      expect(() => resolveSettings('colorize', null, given)).toThrow(expect.objectContaining({ code: 'SKETCHES_ALONE' }));
    }
  });
});
