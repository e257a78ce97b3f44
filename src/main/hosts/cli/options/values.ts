import type { Command } from 'commander';
import { Option } from 'commander';
import { RecastError } from '../../../../shared/errors/index.ts';
import { closest } from './closest.ts';

/** A flag that takes a number. */
export interface NumberFlag {
  /** `--size`. */
  readonly flag: string;
  readonly whole: boolean;
  readonly min: number;
  readonly max: number;
  /** `px`, `minutes`; empty for plain numbers. */
  readonly unit: string;
  readonly multipleOf?: number;
}

const numberPattern = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Reads a number and holds it against its range. Throws the `FLAG_*` codes, which name flag, range and unit. */
export function readNumber(spec: NumberFlag, given: string): number {
  const range = { flag: spec.flag, given, min: spec.min, max: spec.max, unit: spec.unit };
  const value = numberPattern.test(given.trim()) ? Number(given) : NaN;
  if (Number.isNaN(value) || (spec.whole && !Number.isInteger(value))) throw RecastError.of('FLAG_NOT_A_NUMBER', { ...range, whole: spec.whole });
  if (value < spec.min || value > spec.max) throw RecastError.of('FLAG_OUT_OF_RANGE', range);
  const step = spec.multipleOf;
  if (step !== undefined && value % step !== 0) {
    const nearest = Math.min(Math.max(Math.round(value / step) * step, Math.ceil(spec.min / step) * step), Math.floor(spec.max / step) * step);
    throw RecastError.of('FLAG_NOT_A_MULTIPLE', { flag: spec.flag, given: value, multipleOf: step, unit: spec.unit, nearest });
  }
  return value;
}

/** Reads one of a few words. Throws `FLAG_NOT_A_CHOICE` with the word that was probably meant. */
export function readChoice(flag: string, choices: readonly string[], given: string): string {
  if (!choices.includes(given)) throw RecastError.of('FLAG_NOT_A_CHOICE', { flag, given, choices, meant: closest(given, choices) });
  return given;
}

function rangeText(spec: NumberFlag, shown: string | number | null): string {
  const parts = [`${spec.min} to ${spec.max}${spec.unit === '' ? '' : ` ${spec.unit}`}`];
  if (spec.multipleOf !== undefined) parts.push(`a multiple of ${spec.multipleOf}`);
  if (shown !== null) parts.push(`default ${shown}`);
  return `(${parts.join('; ')})`;
}

/** An option for a number. `shown` is the default that help tells of; what applies it is whoever reads the option. */
export function numberOption(spec: NumberFlag, help: string, shown: string | number | null): Option {
  return new Option(`${spec.flag} <${spec.unit === '' ? 'number' : spec.unit}>`, `${help} ${rangeText(spec, shown)}`).argParser((given: string) =>
    readNumber(spec, given),
  );
}

/** An option for one of a few words. */
export function choiceOption(flag: string, choices: readonly string[], help: string, shown: string | null): Option {
  const text = `${help} (${choices.join(', ')}${shown === null ? '' : `; default ${shown}`})`;
  return new Option(`${flag} <choice>`, text).argParser((given: string) => readChoice(flag, choices, given));
}

/** An option for text that must say something: a name, a path. */
export function textOption(flag: string, metavar: string, help: string): Option {
  return new Option(`${flag} <${metavar}>`, help).argParser((given: string) => {
    if (given.trim() === '') throw RecastError.of('FLAG_EMPTY', { flag });
    return given;
  });
}

/**
 * Throws `FLAGS_MISSING` with all the flags that a command needs and did not get. Not commander's own
 * mandatory options: those are complained of before a mistyped flag is, which is what is missing then.
 */
export function requireFlags(command: Command, flags: readonly string[]): void {
  const missing = command.options
    .filter(({ long }) => long !== undefined && flags.includes(long))
    .filter((option) => command.getOptionValue(option.attributeName()) === undefined);
  if (missing.length > 0) throw RecastError.of('FLAGS_MISSING', { command: fullName(command), flags: missing.map((option) => option.flags) });
}

/** What a command is called in full: `recast train cyclegan`. */
export function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
