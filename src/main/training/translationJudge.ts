import type { Signs, TranslationScores } from '../../shared/scores.ts';
import { meanAbsolute, planeOf } from '../data/quality/plane.ts';
import type { Plane } from '../data/quality/plane.ts';
import { checkerboard, diversity, lightnessCorrelation, sidesCorrelation } from '../data/quality/signs.ts';
import type { PatchSet } from '../data/quality/slicedWasserstein.ts';
import { patchesOf, slicedWasserstein } from '../data/quality/slicedWasserstein.ts';
import type { ExecutorState } from '../engine/executor.ts';
import type { SampleColumn } from '../models/architecture.ts';
import type { PreparedSheet } from './sheets.ts';

/** A side with all that does not change while the networks do. */
interface ScoredSide {
  readonly prepared: PreparedSheet;
  readonly real: readonly Plane[];
  readonly patches: PatchSet;
  /** The program's outputs of a translation and the way back. */
  readonly translated: string;
  readonly back: string;
}

const outputOf = ({ sheet }: PreparedSheet, name: SampleColumn): string | undefined => sheet.columns.find((column) => column.name === name)?.output;

/** What the networks make of the pictures of one side. */
interface Made {
  readonly translated: readonly Plane[];
  readonly cycle: number;
}

/** Judges a translator by what it makes of both sides. */
export class TranslationJudge {
  readonly #sides: Readonly<Record<'a' | 'b', ScoredSide>>;
  readonly #sidesCorrelation: number;

  private constructor(sides: Readonly<Record<'a' | 'b', ScoredSide>>) {
    this.#sides = sides;
    this.#sidesCorrelation = sidesCorrelation(sides.a.real, sides.b.real);
  }

  /** Looks at up to `count` pictures a side. Null for what is no translator between two sides, and where a side has no held-out pictures. */
  static of(sheets: readonly PreparedSheet[], count: number): TranslationJudge | null {
    const sideOf = (side: string): ScoredSide | null => {
      const prepared = sheets.find(({ sheet }) => sheet.side === side);
      const [translated, back] = prepared === undefined ? [] : [outputOf(prepared, 'translated'), outputOf(prepared, 'back')];
      if (prepared === undefined || translated === undefined || back === undefined) return null;
      const real = prepared.pictures.slice(0, count).map(planeOf);
      return { prepared, real, patches: patchesOf(real), translated, back };
    };
    const [a, b] = [sideOf('a'), sideOf('b')];
    return a === null || b === null ? null : new TranslationJudge({ a, b });
  }

  /** Scores the state as it is. */
  async judge(state: ExecutorState): Promise<TranslationScores> {
    const { a, b } = this.#sides;
    const fromA = await this.#make(a, state);
    const fromB = await this.#make(b, state);
    return {
      cycle: { a: fromA.cycle, b: fromB.cycle },
      distance: { a2b: slicedWasserstein(patchesOf(fromA.translated), b.patches), b2a: slicedWasserstein(patchesOf(fromB.translated), a.patches) },
      signs: { a2b: this.#signs(a.real, fromA.translated, b.real), b2a: this.#signs(b.real, fromB.translated, a.real) },
    };
  }

  async #make({ prepared, real, translated, back }: ScoredSide, state: ExecutorState): Promise<Made> {
    const made: Plane[] = [];
    let cycle = 0;
    for (const [i, picture] of real.entries()) {
      const outputs = await prepared.program.run(state, { picture: prepared.pictures[i] }, [translated, back]);
      made.push(planeOf(outputs[translated]));
      cycle += meanAbsolute(picture, planeOf(outputs[back])) / real.length;
    }
    return { translated: made, cycle };
  }

  #signs(real: readonly Plane[], translated: readonly Plane[], target: readonly Plane[]): Signs {
    return {
      diversity: diversity(translated, target),
      lightness: lightnessCorrelation(real, translated),
      sides: this.#sidesCorrelation,
      checkerboard: checkerboard(translated, target),
    };
  }
}
