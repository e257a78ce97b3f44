/** The charts of losses, those of translators and of colourists, the most telling first, and what else was measured on the way. */
export const chartKinds = [
  'cycle',
  'judges',
  'generators',
  'identity',
  'colours',
  'bins',
  'judge',
  'colouring',
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

const kindOf = (name: string): ChartKind | null => {
  if (name === 'secondsLeft') return null;
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
  const groups = Map.groupBy(names, kindOf);
  return chartKinds.flatMap((kind) => {
    const some = groups.get(kind);
    return some === undefined ? [] : [{ kind, names: some.toSorted() }];
  });
}

/** The charts of what a training learns by; the others tell how it runs. */
export const isLoss = (kind: ChartKind): boolean => kind !== 'speed' && kind !== 'memory' && kind !== 'learningRate';
