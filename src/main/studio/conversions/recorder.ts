import { countFiles, dropFilesFrom, planFiles, setFile } from '../../catalog/conversionFiles.ts';
import { updateConversion } from '../../catalog/conversions.ts';
import type { FromEngine } from '../../jobs/messages.ts';
import type { StudioParts } from '../parts.ts';
import type { ConvertOutcome } from '../types.ts';

/** The counts follow this often, in milliseconds. */
const COUNTS_EVERY = 1_000;

/** Writes what the engine says about a conversion into the catalog. */
export interface ConversionRecorder {
  record(message: FromEngine): void;
  /** Writes the counts that were held back. */
  flush(): void;
  /** What was done since the recorder was made. */
  done(): Pick<ConvertOutcome, 'written' | 'unchanged' | 'failures'>;
}

/** Makes the recorder of a conversion. */
export function recordConversion({ catalog, changes }: Pick<StudioParts, 'catalog' | 'changes'>, id: number): ConversionRecorder {
  const counts = { written: 0, unchanged: 0, failed: 0 };
  const failures: { input: string; reason: string }[] = [];
  let planned = 0;
  let trimmed = false;
  let recorded = 0;
  let late: NodeJS.Timeout | null = null;

  function flush(): void {
    recorded = Date.now();
    const { written, unchanged, failed } = countFiles(catalog, id);
    updateConversion(catalog, id, { written, unchanged, failed });
    changes.tell('conversions', id);
  }

  function record(message: FromEngine): void {
    if (message.type === 'planned') {
      planFiles(catalog, id, planned, message.files);
      planned += message.files.length;
      changes.tell('conversions', id);
    }
    if (message.type !== 'converted') return;
    // The first outcome says that all files are named.
    if (!trimmed) dropFilesFrom(catalog, id, planned);
    trimmed = true;
    const { input, output, outcome, reason } = message;
    counts[outcome]++;
    if (outcome === 'failed') failures.push({ input, reason: reason ?? '' });
    setFile(catalog, id, input, { output, state: outcome, reason });
    if (Date.now() - recorded >= COUNTS_EVERY) flush();
    // Where nothing comes after it, as in a pause, windows hear of the last one all the same.
    else
      late ??= setTimeout(() => {
        late = null;
        changes.tell('conversions', id);
      }, COUNTS_EVERY).unref();
  }

  return { record, flush, done: () => ({ written: counts.written, unchanged: counts.unchanged, failures }) };
}
