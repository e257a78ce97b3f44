import { relative } from 'node:path';
import { forgetCheckpoint, recordCheckpoint } from '../catalog/checkpoints.ts';
import { addMetric } from '../catalog/metrics.ts';
import type { Catalog } from '../catalog/open.ts';
import { countPictures } from '../catalog/projects.ts';
import { addNote, addSample, addSkipped } from '../catalog/records.ts';
import { setSampleRows } from '../catalog/sampleRows.ts';
import { setScores } from '../catalog/scores.ts';
import { updateRun } from '../catalog/runs.ts';
import type { Row } from '../catalog/tables.ts';
import type { FromEngine } from '../jobs/messages.ts';

/** Progress comes many times a second; the catalog follows it this often, in milliseconds. */
const PROGRESS_EVERY = 1_000;

/** Writes what the engine says about a run into the catalog. */
export interface RunRecorder {
  record(message: FromEngine): void;
  /** The last step that was reported. */
  readonly step: number;
  /** Writes the progress that was held back. */
  flush(): void;
}

/** Makes the recorder of a run. */
export function recordRun(catalog: Catalog, run: Row<'runs'>): RunRecorder {
  let { step, epoch } = run;
  let written = 0;

  function reached(newStep: number, newEpoch: number | null): void {
    step = newStep;
    epoch = newEpoch ?? epoch;
  }

  function flush(): void {
    written = Date.now();
    updateRun(catalog, run.id, { step, epoch });
  }

  function record(message: FromEngine): void {
    const now = Date.now();
    switch (message.type) {
      case 'progress': {
        const { done, unit, epoch: at } = message.progress;
        if (unit === 'steps') reached(done, at);
        if (now - written > PROGRESS_EVERY) flush();
        return;
      }
      case 'note':
        return addNote(catalog, run.id, message.text, now);
      case 'skipped':
        return addSkipped(catalog, run.id, message.side, message.files);
      case 'prepared': {
        const { executor, device, pictures, totalSteps, memoryBytes } = message;
        countPictures(catalog, run.dataset_id, pictures);
        return updateRun(catalog, run.id, { state: 'running', executor, device, total_steps: totalSteps, memory_bytes: Math.round(memoryBytes) });
      }
      case 'metrics':
        reached(message.step, message.epoch);
        return addMetric(catalog, run.id, { step: message.step, epoch: message.epoch, values: message.values }, now);
      case 'checkpoint': {
        const { folder, hash, bytes } = message;
        reached(message.step, message.epoch);
        recordCheckpoint(catalog, { run_id: run.id, folder, step, epoch: message.epoch, hash, bytes, created_at: now });
        return flush();
      }
      case 'checkpointRemoved':
        return forgetCheckpoint(catalog, message.folder);
      case 'sample': {
        const { side, step: at, rows, sentences } = message;
        const files = rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, file]) => [column, relative(run.folder, file)])));
        setSampleRows(catalog, run.id, at, side, files, sentences);
        return addSample(catalog, { run_id: run.id, file: relative(run.folder, message.file), side, step: at, created_at: now });
      }
      case 'scored':
        return setScores(catalog, run.id, message.step, message.scores, now);
      // The end is recorded with the run's state; conversions and paintings are not a run's.
      case 'planned':
      case 'converted':
      case 'painted':
      case 'unpainted':
      case 'done':
      case 'failed':
        return;
    }
  }

  return {
    record,
    flush,
    get step() {
      return step;
    },
  };
}
