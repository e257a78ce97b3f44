import type { ColouringPoint, ColouringScores, Following } from '../../shared/scores.ts';
import { scoredHints } from '../../shared/scores.ts';
import type { HintPatch, Hints } from '../data/hints.ts';
import { drawCounted, hintOf, hintsAt } from '../data/hints.ts';
import { rgbToLab } from '../data/lab.ts';
import type { Pixels } from '../data/pixels.ts';
import { toPixels } from '../data/pixels.ts';
import type { Followed, Tap } from '../data/quality/following.ts';
import { followed, tapOf } from '../data/quality/following.ts';
import { psnr } from '../data/quality/psnr.ts';
import { inMeanColour, inNearestColours, meanOf, uncoloured } from '../data/quality/trivialColours.ts';
import type { Drawn } from '../data/quality/trivialColours.ts';
import type { CompiledProgram, ExecutorState } from '../engine/executor.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import type { ColouringProbe } from '../models/architecture.ts';

/** Hints have this side in pixels, as where the reference measures itself. */
const SIDE = 6;

/** Where the places of hints come from: the same ones for every checkpoint of every run. */
const SEED = 7;

/** A probe with its program ready and its held-out pictures. */
export interface PreparedProbe {
  readonly probe: ColouringProbe;
  readonly program: CompiledProgram;
  /** `picture`, and its partners, of each. */
  readonly pictures: readonly HostTensors[];
}

/** A held-out picture with all that does not change while the network does. */
interface Subject {
  readonly inputs: HostTensors;
  readonly truth: Pixels;
  /** The places of as many hints as are ever given; fewer are the first of them. */
  readonly patches: readonly HintPatch[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A mean with its standard error; one value alone says nothing of others, and is as uncertain as it is large. */
function measured(values: readonly number[]): { value: number; error: number } {
  const value = mean(values);
  if (values.length < 2) return { value, error: Math.abs(value) };
  const variance = values.reduce((sum, each) => sum + (each - value) ** 2, 0) / (values.length - 1);
  return { value, error: Math.sqrt(variance / values.length) };
}

/** Judges a colourist by how near it comes to held-out pictures with so many simulated hints, as docs/scores.md defines it. */
export class ColouringJudge {
  readonly #prepared: PreparedProbe;
  readonly #subjects: readonly Subject[];
  /** What needs no network, made the first time. */
  #trivial: readonly Omit<ColouringPoint, 'network'>[] | null = null;

  /** Where each is tapped to see whether it is followed, found the first time. */
  #taps: readonly (Tap | null)[] | null = null;

  constructor(prepared: PreparedProbe) {
    this.#prepared = prepared;
    const random = Random.fromSeed(SEED);
    this.#subjects = prepared.pictures.map((inputs, i) => {
      const [, height, width] = inputs['picture'].shape;
      const patches = drawCounted(height, width, { count: Math.max(...scoredHints), side: SIDE }, random.split(i));
      return { inputs, truth: toPixels(inputs['picture'])[0], patches };
    });
  }

  /** Scores the state as it is. */
  async judge(state: ExecutorState): Promise<ColouringScores> {
    const points = new Map<number, { network: number[] }>();
    const drawings: HostTensor[] = [];
    const untold: Pixels[] = [];
    for (const hints of scoredHints) {
      const network: number[] = [];
      for (const [i, subject] of this.#subjects.entries()) {
        const { drawing, coloured } = await this.#colour(state, subject, hintsAt(subject.inputs['picture'], subject.patches.slice(0, hints)));
        const pixels = toPixels(coloured)[0];
        drawings[i] = drawing;
        if (hints === 0) untold[i] = pixels;
        network.push(psnr(pixels, subject.truth));
      }
      points.set(hints, { network });
    }
    this.#trivial ??= this.#trivialAnswers(drawings);
    this.#taps ??= this.#subjects.map(({ truth }, i) => (this.#prepared.probe.lightness ? tapOf(drawings[i].values, truth, i) : null));
    return {
      psnr: this.#trivial.map((answers) => ({ ...answers, network: measured(points.get(answers.hints)?.network ?? []) })),
      following: await this.#follow(state, this.#taps, untold),
    };
  }

  #colour(state: ExecutorState, { inputs }: Subject, { colours, mask }: Hints): Promise<HostTensors> {
    return this.#prepared.program.run(state, { ...inputs, hints: colours, mask }, ['drawing', 'coloured']);
  }

  /** Taps every picture that has an area for it. Null where none has, and of photos. */
  async #follow(state: ExecutorState, taps: readonly (Tap | null)[], untold: readonly Pixels[]): Promise<Following | null> {
    const each: (Followed & { readonly all: number })[] = [];
    for (const [i, tap] of taps.entries()) {
      if (tap === null) continue;
      const [subject, { height, width }] = [this.#subjects[i], untold[i]];
      const { coloured } = await this.#colour(state, subject, hintOf(tap.patch, tap.chroma, height, width));
      each.push({ ...followed(tap, toPixels(coloured)[0], untold[i]), all: tap.area.size / (height * width) });
    }
    if (each.length === 0) return null;
    const [taken, inside] = [mean(each.map((one) => one.taken)), mean(each.map((one) => one.inside))];
    return {
      pictures: each.length,
      followed: measured(each.map(({ share }) => share)),
      untold: mean(each.map((one) => one.untold)),
      inside: taken === 0 ? null : inside / taken,
      insideOfAll: mean(each.map(({ all }) => all)),
    };
  }

  #trivialAnswers(drawings: readonly HostTensor[]): Omit<ColouringPoint, 'network'>[] {
    const drawn = this.#subjects.map(({ truth }, i): Drawn => ({
      truth,
      lab: rgbToLab(truth),
      drawing: drawings[i].values,
      lightness: this.#prepared.probe.lightness,
    }));
    const overall = meanOf(drawn);
    const score = (answer: (one: Drawn, subject: Subject) => Pixels): number => mean(drawn.map((one, i) => psnr(answer(one, this.#subjects[i]), one.truth)));
    const [none, inMean] = [score(uncoloured), score((one) => inMeanColour(one, overall))];
    return scoredHints.map((hints) => ({
      hints,
      none,
      mean: inMean,
      nearest: score((one, { patches }) => inNearestColours(one, patches.slice(0, hints))),
    }));
  }
}
