import { relative } from 'node:path';
import type { ConversionResult } from '../../../shared/conversion.ts';
import { conversionResultSchema } from '../../../shared/conversion.ts';
import type { Report, TaskContext } from '../../jobs/taskContext.ts';
import { runConversion } from '../convertFolder.ts';
import type { Converted, ConvertTask } from './tiny.ts';

/** A conversion that has ended. */
export interface Run {
  readonly result: ConversionResult;
  readonly stopped: boolean;
  readonly reports: readonly Report[];
  /** `outcome` by the input's path below the input folder. */
  readonly outcomes: Readonly<Record<string, Converted['outcome']>>;
}

/** Runs a conversion; `observe` sees each report and may ask to stop. */
export async function convert(task: ConvertTask, observe: (message: Report, stop: () => void) => void = () => undefined): Promise<Run> {
  const reports: Report[] = [];
  const stop = new AbortController();
  const report = (message: Report): void => {
    reports.push(message);
    observe(message, () => stop.abort());
  };
  const context: TaskContext = { report, stop: stop.signal, paused: false, whenRunning: () => Promise.resolve(), hear: () => undefined };
  const { stopped, result } = await runConversion(task, context);
  const converted = reports.filter((message) => message.type === 'converted');
  return {
    result: conversionResultSchema.parse(result),
    stopped,
    reports,
    outcomes: Object.fromEntries(converted.map(({ input, outcome }) => [relative(task.input, input), outcome])),
  };
}
