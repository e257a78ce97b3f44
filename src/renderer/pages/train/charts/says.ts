import type { Formats } from '../../../words/formats.ts';
import type { Words } from '../../../words/words.svelte.ts';
import type { SideNames } from '../sides.svelte.ts';
import type { Advice } from './advice.ts';
import { contestOf, trendOf } from './advice.ts';
import type { Curves } from './curves.ts';
import type { Chart } from './groups.ts';

/** Charts of painters from words. */
const ofPainters: ReadonlySet<Chart['kind']> = new Set(['sentences', 'smallJudge', 'smallPainter', 'largeJudge', 'largePainter', 'spread']);

/** A series as people know it: of a translator by the direction that it judges. Others keep their own names. */
export function seriesLabel(name: string, sides: SideNames, words: Words, kind?: Chart['kind']): string {
  const ofPainter: Readonly<Record<string, string | undefined>> = words.train.painterSeries;
  const plain = name.replace(/2$/, '');
  if (kind !== undefined && ofPainters.has(kind)) return ofPainter[kind === 'spread' ? name : plain] ?? name;
  if (name === 'idt_A') return sides.b;
  if (name === 'idt_B') return sides.a;
  if (name.endsWith('_A')) return words.common.direction(sides.a, sides.b);
  if (name.endsWith('_B')) return words.common.direction(sides.b, sides.a);
  const own: Readonly<Record<string, string | undefined>> = {
    picturesPerSecond: words.train.speed,
    memory: words.train.memory,
    learningRate: words.train.settings.cyclegan.learningRate.label,
    colours: words.train.charts.colours.title,
    bins: words.train.charts.bins.title,
    D: words.train.charts.judge.title,
    G: words.train.charts.colouring.title,
  };
  return own[name] ?? name;
}

/** Charts whose going up or down means something by itself. */
const followed: ReadonlySet<Chart['kind']> = new Set(['cycle', 'identity', 'colours', 'bins', 'sentences', 'other']);

function adviceOf({ kind, names }: Chart, curves: Curves, settings: Readonly<Record<string, unknown>>): Advice | null {
  if (kind === 'judges' || kind === 'judge') return contestOf(curves, names, settings['ganLoss']);
  return followed.has(kind) ? trendOf(curves, names) : null;
}

/** The words under a chart: what to look at, and what is to be seen now. */
export function textOf(chart: Chart, curves: Curves, settings: Readonly<Record<string, unknown>>, words: Words, format: Formats): string {
  const { look } = words.train.charts[chart.kind];
  const advice = adviceOf(chart, curves, settings);
  if (advice === null) return look;
  const says = words.train.advice;
  const seen = ((): string => {
    switch (advice.says) {
      case 'early':
        return says.early;
      case 'level':
        return chart.kind === 'cycle' ? says.cycleLevel : says.level;
      case 'falling':
        return says.falling(format.percent(advice.share));
      case 'rising':
        return says.rising(format.percent(advice.share));
      case 'balanced':
      case 'judgesWin':
      case 'judgesLose':
        return says[advice.says](format.measure(advice.value), format.measure(advice.even));
    }
  })();
  return `${look} ${seen}`;
}
