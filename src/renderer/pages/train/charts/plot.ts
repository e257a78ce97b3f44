import type uPlot from 'uplot';
import type { Ink } from './ink.ts';

interface PlotAbout {
  readonly names: readonly string[];
  readonly ink: Ink;
  readonly size: { readonly width: number; readonly height: number };
  /** How steps and values stand at the axes. */
  readonly stepText: (step: number) => string;
  readonly valueText: (value: number) => string;
  /** A range was drawn with the pointer; null asks for everything. */
  readonly onrange: (range: readonly [number, number] | null) => void;
  /** The pointer is at a point of what is drawn; null when it has left. */
  readonly onpoint: (index: number | null) => void;
}

/** A chart for uPlot: for every name a faint line of its values and a strong one of its running mean. Scales are set by whoever draws. */
export function plotOptions({ names, ink, size, stepText, valueText, onrange, onpoint }: PlotAbout): uPlot.Options {
  const axis: uPlot.Axis = { stroke: ink.text, font: ink.font, grid: { stroke: ink.line, width: 1 }, ticks: { show: false }, gap: 6 };
  return {
    ...size,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    series: [
      {},
      ...names.flatMap((_, index): uPlot.Series[] => {
        const stroke = ink.series[index % ink.series.length] ?? ink.text;
        const line: uPlot.Series = { stroke, scale: 'y', spanGaps: true, points: { show: false } };
        return [
          { ...line, width: 1, alpha: 0.28 },
          { ...line, width: 2 },
        ];
      }),
    ],
    axes: [
      { ...axis, size: 28, space: 80, grid: { show: false }, values: (_, splits) => splits.map(stepText) },
      { ...axis, size: 58, space: 36, values: (_, splits) => splits.map(valueText) },
    ],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      sync: { key: 'recast-losses', filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' } },
      bind: {
        dblclick: () => () => {
          onrange(null);
          return null;
        },
      },
    },
    hooks: {
      setCursor: [(plot) => onpoint(plot.cursor.idx ?? null)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          onrange([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}
