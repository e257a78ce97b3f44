import * as z from 'zod';
import type { ArchitectureName } from '../../../../shared/architectures/index.ts';
import { architectureTable } from '../../../../shared/architectures/index.ts';
import { stageOneSettings } from '../../../../shared/architectures/stackgan.ts';
import type { Side } from '../../../../shared/contract/procedure.ts';
import type { Training } from '../../../../shared/contract/runs.ts';
import type { ProjectKind } from '../../../../shared/projectKinds.ts';

/** What of a training is no setting of its architecture: how often it saves, shows and ends. */
export interface Habits {
  /** 0 draws one. */
  readonly seed?: number;
  readonly saveMinutes?: number;
  readonly keepCheckpoints?: number;
  readonly samplesEvery?: number;
  readonly samplePictures?: number;
  /** 0 for no limit. */
  readonly maxMinutes?: number;
}

/** A training that is being set up: a starting point, and what the person chose beside it. */
export interface Draft {
  readonly preset: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly habits: Habits;
  /** The checkpoint whose stage 1 a painter of stage 2 alone draws on; null where none was chosen. */
  readonly stageOne: string | null;
}

/**
 * The training that a form begins with: the quickest. A colourist that has sketches begins with these, and the preset that is
 * meant for them.
 */
export function beginning(kind: ProjectKind, pictures: Readonly<Record<Side, number>>, given: Readonly<Record<string, unknown>>): Draft {
  if (kind === 'colorize' && pictures.b > 0 && 'lines' in architectureTable.colorize.settings)
    return { preset: 'sketch', settings: { mode: 'sketch', lines: 'pairs', ...given }, habits: {}, stageOne: null };
  return { preset: 'quick', settings: given, habits: {}, stageOne: null };
}

/** How often a training saves, shows and ends unless it is told: the studio's own defaults. */
export const habitDefaults = {
  seed: 0,
  saveMinutes: 5,
  keepCheckpoints: 10,
  samplesEvery: 250,
  samplePictures: 4,
  maxMinutes: 0,
} as const satisfies Required<Habits>;

/** Whether a training of these settings draws on the small pictures of another one. */
export const drawsOnAnother = (kind: ProjectKind, settings: Readonly<Record<string, unknown>>): boolean => kind === 'stackgan' && settings['stage'] === '2';

const ofStageOne: ReadonlySet<string> = new Set(stageOneSettings);

/** What of settings can be chosen: those of stage 1 come with it where a training draws on that of another one. */
export function choosable<Value>(kind: ProjectKind, settings: Readonly<Record<string, unknown>>, of: Readonly<Record<string, Value>>): Record<string, Value> {
  const alone = drawsOnAnother(kind, settings);
  return Object.fromEntries(Object.entries(of).filter(([name]) => !alone || !ofStageOne.has(name)));
}

/** The draft as the studio is asked for it. What was not chosen is left to the studio. */
export function trainingOf(kind: ProjectKind, { preset, settings, habits, stageOne }: Draft): Training {
  const { seed, saveMinutes, keepCheckpoints, samplesEvery, samplePictures, maxMinutes } = habits;
  return {
    preset,
    settings: choosable(kind, settings, settings),
    ...(stageOne !== null && drawsOnAnother(kind, settings) && { stageOne }),
    ...(seed !== undefined && seed > 0 && { seed }),
    ...(saveMinutes !== undefined && { checkpointEvery: { minutes: saveMinutes, steps: null } }),
    ...(keepCheckpoints !== undefined && { keepCheckpoints }),
    ...(samplesEvery !== undefined && { samplesEvery }),
    ...(samplePictures !== undefined && { samplePictures }),
    ...(maxMinutes !== undefined && maxMinutes > 0 && { maxMinutes }),
  };
}

/** Some values with one changed; undefined takes the choice back. */
export function withChoice<Values extends object>(values: Values, name: string, value: unknown): Values {
  const { [name]: _, ...others } = values as Readonly<Record<string, unknown>>;
  // One cast: the name came from the form of these values.
  return (value === undefined ? others : { ...others, [name]: value }) as Values;
}

const chosenSchema = z.record(z.string(), z.unknown());

/** Settings that an address carries: of a remedy, or of a run to do again. Nothing where it carries none, or nonsense. */
export function settingsIn(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    return chosenSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Whether every chosen value lies in the range of its setting. */
export function inRange(architecture: ArchitectureName, settings: Readonly<Record<string, unknown>>): boolean {
  return architectureTable[architecture].schema.safeParse(settings).success;
}

/**
 * What lets a branch go on where its checkpoint has come to the end of its run: as long again, in steps or in epochs. Nothing
 * where there is still some way to go.
 */
export function longer(
  { settings, totalSteps }: { settings: Readonly<Record<string, unknown>>; totalSteps: number | null },
  step: number,
): Record<string, number> {
  const number = (name: string): number => (typeof settings[name] === 'number' ? settings[name] : 0);
  if (totalSteps === null || step < totalSteps) return {};
  // A painter goes on with what it learned last: to draw large, or small where that is all it learns.
  if ('largeSteps' in settings && settings['stage'] !== '1')
    return number('largeSteps') > 0 ? { largeSteps: 2 * number('largeSteps') } : { largeEpochs: 2 * number('largeEpochs') };
  if ('largeSteps' in settings) return number('steps') > 0 ? { steps: 2 * number('steps') } : { epochs: 2 * number('epochs') };
  return number('steps') > 0 ? { steps: 2 * number('steps') } : { epochs: 2 * number('epochs') + number('decayEpochs'), decayEpochs: number('decayEpochs') };
}
