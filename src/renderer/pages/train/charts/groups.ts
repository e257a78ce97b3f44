/** The charts of losses, those of translators, of colourists and of painters, the most telling first, and what else was measured on the way. */
export const chartKinds = [
  'cycle',
  'judges',
  'generators',
  'identity',
  'colours',
  'bins',
  'judge',
  'colouring',
  'sentences',
  'smallJudge',
  'smallPainter',
  'largeJudge',
  'largePainter',
  'spread',
  'other',
  'speed',
  'memory',
  'learningRate',
] as const;
export type ChartKind = (typeof chartKinds)[number];

/** A chart: its kind and the series that it shows. */
export interface Chart {
  readonly kind: ChartKind;
  readonly names: readonly string[];
}

/** Measured at checkpoints only, and drawn by themselves. */
const measured = /^(rPrecision|distance)/;

/** What painters from words learn by: each network of both sizes, whose losses have a 2 behind them where they are large. */
const ofPainter: Readonly<Record<string, ChartKind>> = {
  words: 'sentences',
  ...{ D: 'smallJudge', Dreal: 'smallJudge', Dwrong: 'smallJudge', Dfake: 'smallJudge', G: 'smallPainter', KL: 'spread' },
  ...{ D2: 'largeJudge', Dreal2: 'largeJudge', Dwrong2: 'largeJudge', Dfake2: 'largeJudge', G2: 'largePainter', KL2: 'spread' },
};

const kindOf = (name: string, painter: boolean): ChartKind | null => {
  if (name === 'secondsLeft' || measured.test(name)) return null;
  if (painter && ofPainter[name] !== undefined) return ofPainter[name];
  if (name === 'picturesPerSecond') return 'speed';
  if (name === 'memory' || name === 'learningRate') return name;
  // A colourist has one network each, a translator one a direction.
  const alone: Readonly<Record<string, ChartKind>> = { colours: 'colours', bins: 'bins', D: 'judge', G: 'colouring' };
  if (alone[name] !== undefined) return alone[name];
  const [family] = name.split('_');
  const families: Readonly<Record<string, ChartKind>> = { cycle: 'cycle', D: 'judges', G: 'generators', idt: 'identity' };
  return families[family ?? ''] ?? 'other';
};

/** Puts series into charts, in the order of `chartKinds`; those of A before those of B. */
export function chartsOf(names: readonly string[]): Chart[] {
  // Only a painter learns words, or to draw large on the words of another one.
  const painter = names.includes('words') || names.includes('D2');
  const groups = Map.groupBy(names, (name) => kindOf(name, painter));
  return chartKinds.flatMap((kind) => {
    const some = groups.get(kind);
    return some === undefined ? [] : [{ kind, names: some.toSorted() }];
  });
}

/** The charts of what a training learns by; the others tell how it runs. */
export const isLoss = (kind: ChartKind): boolean => kind !== 'speed' && kind !== 'memory' && kind !== 'learningRate';
