import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMAT_VERSION, hashManifest } from '../../checkpoints/manifest.ts';
import type { FromEngine, TrainTask } from '../messages.ts';

type CheckpointMessage = Extract<FromEngine, { type: 'checkpoint' }>;

/** Writes a complete checkpoint folder with one small file, as an engine does; gives the message that reports it. */
export function writeTestCheckpoint(task: TrainTask, step: number): CheckpointMessage {
  const parent = join(task.runFolder, 'checkpoints');
  const folder = join(parent, `step-${String(step).padStart(8, '0')}`);
  const writing = join(parent, `.writing-${process.pid}`);
  mkdirSync(writing, { recursive: true });
  const bytes = Buffer.from(`weights of step ${step}`);
  writeFileSync(join(writing, 'netG_A.safetensors'), bytes);
  const file = { name: 'netG_A.safetensors', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const { architecture, settings, seed } = task;
  const description = { formatVersion: FORMAT_VERSION, architecture, settings, seed, step, epoch: 0, losses: {}, batches: null, pools: {} };
  const manifest = { ...description, networks: ['netG_A'], files: [file] };
  const hash = hashManifest(manifest);
  writeFileSync(join(writing, 'checkpoint.json'), JSON.stringify({ ...manifest, hash }));
  renameSync(writing, folder);
  return { type: 'checkpoint', folder, step, epoch: 0, hash, bytes: bytes.length };
}
