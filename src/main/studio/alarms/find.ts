import type { Alarm } from '../../../shared/contract/runs.ts';
import type { Side } from '../../../shared/contract/procedure.ts';
import type { Signs, TranslationScores } from '../../../shared/scores.ts';

/** What the failure watch looks at. */
export interface Evidence {
  /** Settings of the run. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly totalSteps: number | null;
  /** Means of losses, oldest first. */
  readonly metrics: readonly { readonly step: number; readonly values: Readonly<Record<string, number>> }[];
  readonly scores: readonly (TranslationScores & { readonly step: number })[];
  /** The step at which a loss or weight was no number any more; null where all are. */
  readonly divergedAt: number | null;
}

/** An alarm before its pictures and the checkpoint of its remedy are looked up. */
export type Finding = Omit<Alarm, 'pictures' | 'remedy'> & { readonly settings: Readonly<Record<string, unknown>> | null };

/** The beginning of a training, in which generators draw grey on grey and judges know nothing: a share of all steps, and at most so many. */
const SETTLING = { share: 0.1, steps: 2_000 };

/** A sign counts when it stands in so many scores one after the other: a single one may be a whim of a step. */
const IN_A_ROW = 2;

/** The share of the last points whose means tell of the losses, and the fewest that do. */
const RECENT = { share: 0.2, points: 20 };

/**
 * Below this loss of a discriminator and above that of its generator, the judge has won: with least squares both are 0.25
 * where neither does, and 0 and 1 at the end (Zhu et al. 2017, eq. (1) as in section 4); with logarithms 0.69 and 0.69, and
 * 0 and without bound. A discriminator loss that goes to 0 is the known sign (Goodfellow et al. 2014, section 3; Chintala,
 * "How to train a GAN", number 10).
 */
const WON: Readonly<Record<'lsgan' | 'vanilla', { readonly judge: number; readonly generator: number }>> = {
  lsgan: { judge: 0.03, generator: 0.8 },
  vanilla: { judge: 0.08, generator: 2.5 },
};

const numberOf = (settings: Readonly<Record<string, unknown>>, name: string, otherwise: number): number => {
  const value = settings[name];
  return typeof value === 'number' ? value : otherwise;
};

/** Half the learning rate, in three digits. */
const calmer = (settings: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  learningRate: Number((numberOf(settings, 'learningRate', 0.0002) / 2).toPrecision(3)),
});

const sides: readonly { readonly side: Side; readonly direction: 'a2b' | 'b2a'; readonly judge: string; readonly generator: string }[] = [
  { side: 'a', direction: 'a2b', judge: 'D_A', generator: 'G_A' },
  { side: 'b', direction: 'b2a', judge: 'D_B', generator: 'G_B' },
];

/** The last points, after the training has settled; none where they are too few. */
function recent({ metrics, totalSteps }: Evidence): Evidence['metrics'] {
  const settled = metrics.filter(({ step }) => step > settledAfter(totalSteps));
  const count = Math.max(RECENT.points, Math.ceil(settled.length * RECENT.share));
  return settled.length < count ? [] : settled.slice(-count);
}

function settledAfter(totalSteps: number | null): number {
  return Math.min(SETTLING.steps, (totalSteps ?? SETTLING.steps) * SETTLING.share);
}

/** A discriminator tells every picture: its generator learns nothing from it any more. By the mean losses of the last fifth of the points. */
function discriminatorWins(evidence: Evidence): Finding[] {
  const { settings } = evidence;
  const limits = WON[settings['ganLoss'] === 'vanilla' ? 'vanilla' : 'lsgan'];
  const points = recent(evidence);
  if (points.length === 0) return [];
  const mean = (name: string): number => points.reduce((sum, { values }) => sum + (values[name] ?? Number.NaN), 0) / points.length;
  return sides.flatMap(({ side, judge, generator }) => {
    const [discriminator, opponent] = [mean(judge), mean(generator)];
    if (!(discriminator < limits.judge && opponent > limits.generator)) return [];
    const values = { discriminator, generator: opponent };
    // With least squares its gradient does not vanish: Mao et al., "Least squares generative adversarial networks", ICCV 2017.
    const remedy = { ...calmer(settings), ganLoss: 'lsgan', poolSize: Math.max(50, numberOf(settings, 'poolSize', 50)) };
    return [{ code: 'discriminator-wins', since: points[0].step, until: points[points.length - 1].step, side, values, settings: remedy }];
  });
}

/** A sign that stands in the newest scores, with where it began. */
function standing(evidence: Evidence, direction: 'a2b' | 'b2a', isBad: (signs: Signs) => boolean): { since: number; until: number; signs: Signs } | null {
  const settled = evidence.scores.filter(({ step }) => step > settledAfter(evidence.totalSteps));
  const good = settled.findLastIndex(({ signs }) => !isBad(signs[direction]));
  const bad = settled.slice(good + 1);
  if (bad.length < IN_A_ROW) return null;
  const last = bad[bad.length - 1];
  return { since: bad[0].step, until: last.step, signs: last.signs[direction] };
}

/** What a sign means: when it is bad, its numbers, and what to change. */
interface Sign {
  readonly code: Alarm['code'];
  isBad(signs: Signs): boolean;
  values(signs: Signs): Record<string, number>;
  remedy(settings: Evidence['settings']): Record<string, unknown>;
}

/** The limits were set between healthy runs and constructed sick ones: see docs/scores.md. */
const signTable: readonly Sign[] = [
  {
    code: 'collapse',
    isBad: ({ diversity }) => diversity < 0.25,
    values: ({ diversity }) => ({ diversity }),
    // What forbids that all pictures become one is the way back.
    remedy: (settings) => ({
      ...calmer(settings),
      cycleA: Math.min(100, 2 * numberOf(settings, 'cycleA', 10)),
      cycleB: Math.min(100, 2 * numberOf(settings, 'cycleB', 10)),
    }),
  },
  {
    code: 'colours-inverted',
    isBad: ({ lightness, sides: both }) => lightness < -0.4 && both > -0.2,
    values: ({ lightness }) => ({ lightness }),
    // The reference implementation's own advice: docs/qa.md there, issue 249.
    remedy: (settings) => ({ identity: Math.max(1, 2 * numberOf(settings, 'identity', 0.5)) }),
  },
  {
    code: 'checkerboard',
    isBad: ({ checkerboard }) => checkerboard > 8,
    values: ({ checkerboard }) => ({ checkerboard }),
    remedy: (settings) => (settings['upsampling'] === 'transposed' ? { upsampling: 'resize' } : calmer(settings)),
  },
];

function signsOfTrouble(evidence: Evidence): Finding[] {
  return signTable.flatMap(({ code, isBad, values, remedy }) =>
    sides.flatMap(({ side, direction }) => {
      const found = standing(evidence, direction, isBad);
      return found === null ? [] : [{ code, since: found.since, until: found.until, side, values: values(found.signs), settings: remedy(evidence.settings) }];
    }),
  );
}

/** A loss or a weight that is no number: the training has ended there. */
function notANumber({ divergedAt, settings }: Evidence): Finding[] {
  if (divergedAt === null) return [];
  return [{ code: 'not-a-number', since: divergedAt, until: divergedAt, side: null, values: { step: divergedAt }, settings: calmer(settings) }];
}

/** Everything known that goes wrong in a training, by its losses and its held-out pictures. Nothing in health. */
export function findTrouble(evidence: Evidence): Finding[] {
  return [...notANumber(evidence), ...discriminatorWins(evidence), ...signsOfTrouble(evidence)];
}
