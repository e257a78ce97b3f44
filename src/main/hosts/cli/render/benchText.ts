import type { BenchReport, ProgramTiming, TorchComparison, TorchReport } from '../../../../shared/benchmark.ts';
import { formatBytes, formatMeasure } from '../../../../shared/units.ts';
import type { Column } from './table.ts';
import { drawTable } from './table.ts';

const columns: readonly Column[] = [
  { title: 'CONFIG' },
  { title: 'WHAT' },
  { title: 'MINIMUM', align: 'right' },
  { title: 'MEDIAN', align: 'right' },
  { title: 'GFLOP/s', align: 'right' },
  { title: 'OF MATRIX', align: 'right' },
  { title: 'READY IN', align: 'right' },
  { title: 'MEMORY', align: 'right' },
];

const milliseconds = (value: number): string => (value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${formatMeasure(value)} ms`);
const percent = (share: number): string => `${Math.round(100 * share)} %`;

function timingCells(what: string, timing: ProgramTiming, memory: string): string[] {
  return [
    what,
    milliseconds(timing.minimumMs),
    milliseconds(timing.medianMs),
    formatMeasure(timing.gflopPerSecond),
    percent(timing.ofMatrixRate),
    `${formatMeasure(timing.prepareSeconds)} s`,
    memory,
  ];
}

const torchColumns: readonly Column[] = [
  { title: 'CONFIG' },
  { title: 'WHAT' },
  { title: 'HERE', align: 'right' },
  { title: 'MEDIAN', align: 'right' },
  { title: 'PYTORCH', align: 'right' },
  { title: 'MEDIAN', align: 'right' },
  { title: 'RATIO', align: 'right' },
];

const againstCells = ({ ours, torch, ratioOfMinima, ratioOfMedians }: TorchComparison['step']): string[] => [
  milliseconds(ours.minimumMs),
  milliseconds(ours.medianMs),
  milliseconds(torch.minimumMs),
  milliseconds(torch.medianMs),
  `${ratioOfMinima.toFixed(2)} / ${ratioOfMedians.toFixed(2)}`,
];

/** Both sides' minima and medians, and our share of PyTorch's time (of minima / of medians). */
function torchLines({ version, threads, comparisons, colourist, stackgan }: TorchReport, width: number): string[] {
  const rows = comparisons.flatMap(({ size, ngf, blocks, mode, step, inference }) =>
    [['step', step] as const, ['inference', inference] as const].map(([what, against]) => [
      `${size}/${ngf}/${blocks}`,
      `${what}, ${mode}`,
      ...againstCells(against),
    ]),
  );
  if (colourist !== null) rows.push([`colourist ${colourist.size}/${colourist.width}`, 'forward, float32', ...againstCells(colourist.inference)]);
  for (const { stage, size, width, batch, step } of stackgan) rows.push([`stackgan ${size}/${width}`, `${stage}, step of ${batch}`, ...againstCells(step)]);
  const parameters = stackgan.map(({ stage, parameters }) => {
    const counts = Object.entries(parameters).map(([network, count]) => `${network} ${count.toLocaleString('en')}`);
    return `Parameters of StackGAN's stage ${stage}, here and in PyTorch: ${counts.join(', ')}.`;
  });
  const memory = comparisons.map(
    ({ size, ngf, blocks, mode, memory: { ours, torch } }) =>
      `Peak memory at ${size}/${ngf}/${blocks}, ${mode}: ${formatBytes(ours)} here, ${formatBytes(torch)} in PyTorch.`,
  );
  return [
    '',
    `Against PyTorch ${version} with ${threads} threads, in turns. RATIO is our share of its time, of minima / of medians.`,
    ...drawTable(torchColumns, rows, width),
    ...memory,
    ...parameters,
  ];
}

/** A measurement as a table readable at 80 columns, with what its rates are held against. */
export function benchText(report: BenchReport, width: number): string {
  const { machine, matrix, loop, convert, describe, torch } = report;
  const threads = report.threads === 0 ? 'threads chosen by the engine' : `${report.threads} threads`;
  const lines = [
    `${machine.processor}, ${machine.cores} cores, ${formatBytes(machine.memory)}, ${machine.platform}`,
    `${report.executor} on ${report.device}, ${threads}`,
    ...(matrix === null
      ? []
      : [`Matrix product of ${matrix.size} x ${matrix.size}: ${formatMeasure(matrix.gflopPerSecond)} GFLOP/s (minimum ${milliseconds(matrix.minimumMs)})`]),
  ];
  const rows = report.configs.flatMap((config) => [
    [`${config.size}/${config.ngf}/${config.blocks}`, ...timingCells('step', config.step, formatBytes(config.peakMemory))],
    ['', ...timingCells('inference', config.inference, '')],
  ]);
  if (rows.length > 0) lines.push('', ...drawTable(columns, rows, width));
  if (loop !== null) {
    lines.push(
      '',
      `Training loop: ${milliseconds(loop.loopMs)} a step against ${milliseconds(loop.bareMs)} bare, ${(100 * loop.added).toFixed(1)} % added over ${loop.steps} steps. A checkpoint with samples and scores: ${loop.checkpointSeconds.toFixed(1)} s.`,
    );
  }
  if (convert !== null) {
    lines.push(
      '',
      `Converting ${convert.pictures} pictures of ${convert.size} px: ${milliseconds(convert.convertMs)} each against ${milliseconds(convert.bareMs)} bare, ${percent(convert.ofBareRate)} of the bare rate.`,
    );
  }
  if (describe !== null) {
    const { pictures, width, size, largeSize, small, large } = describe;
    lines.push(
      '',
      `Describing with ${width} channels, warm: a sentence to ${pictures} pictures of ${size} px in ${milliseconds(small.medianMs)} (minimum ${milliseconds(small.minimumMs)}), to one of ${largeSize} px in ${milliseconds(large.medianMs)} (minimum ${milliseconds(large.minimumMs)}).`,
    );
  }
  if (torch !== null) lines.push(...torchLines(torch, width));
  return [...lines, '', `Peak memory of the engine: ${formatBytes(report.peakMemory)}. CONFIG is picture size / channels / residual blocks.`].join('\n');
}
