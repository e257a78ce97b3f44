import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: object[]; options: object };

/** A file that is planted, the import it makes, and the rule that must refuse it. */
const wrong: readonly (readonly [file: string, imports: string, rule: string])[] = [
  ['src/shared/wrong.ts', 'src/main/engine/program.ts', 'shared imports only'],
  ['src/main/engine/wrong.ts', 'src/main/nn/parameters.ts', 'main/engine imports only'],
  ['src/main/nn/wrong.ts', 'src/main/models/architecture.ts', 'main/nn imports only'],
  ['src/main/models/wrong.ts', 'src/main/data/folder.ts', 'main/models imports only'],
  ['src/main/data/wrong.ts', 'src/main/engine/executor.ts', 'main/data imports only'],
  ['src/main/checkpoints/wrong.ts', 'src/main/catalog/open.ts', 'main/checkpoints imports only'],
  ['src/main/weights/wrong.ts', 'src/main/models/architecture.ts', 'main/weights imports only'],
  ['src/main/training/wrong.ts', 'src/main/catalog/open.ts', 'main/training imports only'],
  ['src/main/training/alsoWrong.ts', 'src/main/jobs/queue.ts', 'main/training imports only'],
  ['src/main/inference/wrong.ts', 'src/main/training/train.ts', 'main/inference imports only'],
  ['src/main/benchmark/wrong.ts', 'src/main/worker/entry.ts', 'main/benchmark imports only'],
  ['src/main/worker/wrong.ts', 'src/main/studio/studio.ts', 'main/worker imports only'],
  ['src/main/benchmark/through.ts', 'src/main/jobs/messages.ts', 'main/worker and what it imports never reach main/catalog'],
  ['src/main/jobs/wrong.ts', 'src/main/worker/entry.ts', 'main/jobs imports only'],
  ['src/main/catalog/wrong.ts', 'src/main/jobs/messages.ts', 'main/catalog imports only'],
  ['src/main/studio/wrong.ts', 'src/main/training/train.ts', 'main/studio imports only'],
  ['src/main/hosts/uploads/wrong.ts', 'src/main/hosts/browser/keys.ts', 'main/hosts/uploads imports only'],
  ['src/main/hosts/cli/wrong.ts', 'src/main/engine/program.ts', 'main/hosts/cli imports only'],
  ['src/main/engine/operations/wrong.ts', 'src/main/engine/trace/graph.ts', 'main/engine/operations imports only'],
  ['src/main/engine/trace/wrong.ts', 'src/main/engine/onnx/encode.ts', 'main/engine/trace imports only'],
  ['src/main/engine/onnx/wrong.ts', 'src/main/engine/reference/wrong.ts', 'main/engine/onnx imports only'],
  ['src/main/engine/reference/wrong.ts', 'src/main/engine/trace/graph.ts', 'main/engine/reference imports only'],
  ['src/main/engine/eager/wrong.ts', 'src/main/engine/operations/run.ts', 'main/engine/eager imports only'],
  ['src/main/engine/tensorflow/wrong.ts', 'src/main/engine/onnx/encode.ts', 'main/engine/tensorflow imports only'],
  ['src/main/hosts/cli/window.ts', 'electron', 'electron only in'],
  ['src/main/engine/trace/session.ts', 'onnxruntime-node', 'onnxruntime-node only in'],
  ['src/main/training/model.ts', '@bufbuild/protobuf', '@bufbuild/protobuf only in'],
  ['src/main/data/tensor.ts', '@tensorflow/tfjs-core', '@tensorflow/tfjs-core only in'],
  ['src/main/nn/backend.ts', '@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-cpu only in'],
  ['src/main/studio/table.ts', 'better-sqlite3', 'better-sqlite3 only in'],
  ['src/main/jobs/query.ts', 'kysely', 'kysely only in'],
  ['src/main/inference/resize.ts', 'sharp', 'sharp only in'],
  ['src/main/data/archive.ts', 'yauzl', 'yauzl only in'],
  ['src/main/studio/flags.ts', 'commander', 'commander only in'],
  ['src/main/newRoom/wrong.ts', 'src/shared/units.ts', 'every folder of src has a row'],
  ['src/main/studio/circle.ts', 'src/main/studio/circle2.ts', 'no cycles'],
  ['src/main/studio/reader.ts', 'src/main/studio/studio.test.ts', 'nothing imports a test'],
  ['src/main/studio/lost.ts', 'src/main/studio/nowhere.ts', 'imports resolve'],
  ['scripts/wrong.mjs', 'zod', 'what runs before the installation'],
];

/** Arrows of the same kinds that are right, so that a rule that refuses everything fails here. */
const right: readonly (readonly [file: string, imports: string])[] = [
  ['src/main/training/right.ts', 'src/main/models/architecture.ts'],
  ['src/main/data/right.ts', 'src/main/engine/random.ts'],
  ['src/main/hosts/cli/right.ts', 'src/main/studio/studio.ts'],
  ['src/main/engine/onnx/right.ts', 'onnxruntime-node'],
  ['src/main/engine/onnx/alsoRight.ts', 'src/main/engine/trace/graph.ts'],
  ['src/main/nn/right.ts', '@tensorflow/tfjs-core'],
  ['src/main/data/sharp.ts', 'sharp'],
  ['src/main/studio/right.test.ts', 'src/main/training/train.ts'],
];

const folder = mkdtempSync(join(tmpdir(), 'recast-arrows-'));
let refused: Map<string, string[]>;

function plant(file: string, text: string): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function specifier(from: string, to: string): string {
  if (!to.includes('src/')) return to;
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

beforeAll(async () => {
  plant('package.json', JSON.stringify({ name: 'planted', type: 'module' }));
  plant('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true } }));
  const arrows = [...wrong, ...right];
  const sources = new Set([...arrows.map(([file]) => file), 'src/main/studio/circle2.ts', 'src/main/jobs/messages.ts']);
  for (const [, imports] of arrows)
    if (imports.startsWith('src/') && !imports.endsWith('nowhere.ts') && !sources.has(imports)) plant(imports, 'export const planted = 1;\n');
  plant('src/main/jobs/messages.ts', `import '../catalog/open.ts';\nexport const planted = 1;\n`);
  plant('src/main/studio/circle2.ts', `import './circle.ts';\nexport const planted = 1;\n`);
  for (const [file, imports] of arrows) plant(file, `import '${specifier(file, imports)}';\nexport const planted = 1;\n`);
  const options = { ...config.options, baseDir: folder, tsConfig: undefined, validate: true, ruleSet: { forbidden: config.forbidden } };
  const { output } = await cruise(
    readdirSync(folder).filter((name) => !name.endsWith('.json')),
    options as Parameters<typeof cruise>[1],
  );
  const { violations } = (output as ICruiseResult).summary;
  refused = new Map();
  for (const { from, rule } of violations) refused.set(from, [...(refused.get(from) ?? []), rule.name]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(wrong)('%s may not import %s', (file, _imports, rule) => {
  expect(refused.get(file)?.some((name) => name.startsWith(rule))).toBe(true);
});

test.each(right)('%s may import %s', (file) => {
  // Packages are not installed beside the planted files, so that they do not resolve says nothing.
  expect((refused.get(file) ?? []).filter((name) => name !== 'imports resolve')).toEqual([]);
});
