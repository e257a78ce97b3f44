import { expect, test } from 'vitest';
import { architectureTable } from '../../shared/architectures/index.ts';
import type { Setting } from '../../shared/architectures/setting.ts';
import { en } from './en/index.ts';
import { ko } from './ko/index.ts';
import { projectKinds } from '../../shared/projectKinds.ts';

/** Every word of a table with its path; functions are called with plain texts. */
function* said(table: object, path = ''): Generator<[path: string, text: string]> {
  for (const [name, value] of Object.entries(table)) {
    const at = `${path}.${name}`;
    if (typeof value === 'string') yield [at, value];
    else if (typeof value === 'object' && value !== null) yield* said(value as object, at);
  }
}

/** What is the same in both languages: names of products, devices and units. */
const same =
  /^(Recast Studio|ResNet|U-Net \d+|PatchGAN|English|한국어|ONNX Runtime|TensorFlow|A|B|PNG|JPEG|WebP|AVIF|[^A-Za-z]*|Ctrl\+A|Esc|Enter|Space|Shift ← →|Alt ← →|Delete|Wheel|RGB|OKLCH|Lab|px|.*\((CUDA|TensorRT|Core ML)\))$/;

test('Korean says everything in Korean', () => {
  const english = new Map(said(en));
  const untranslated = [...said(ko)].filter(([at, text]) => english.get(at) === text && !same.test(text));
  expect(untranslated).toEqual([]);
});

test('units of settings are said in Korean', () => {
  const units = Object.values(architectureTable).flatMap(({ settings }) =>
    Object.values<Setting>(settings).flatMap((setting) => ('unit' in setting ? [setting.unit] : [])),
  );
  expect(new Set(units).size).toBeGreaterThan(5);
  for (const unit of new Set(units)) expect(ko.train.units(unit)).toMatch(same.test(unit) ? same : /^[가-힣]+$/);
});

/** A chart of which nothing is known says nothing about what to look at. */
const silent = new Set(['.train.charts.other.look']);

/** A kind of project says nothing of a side that it does not have. */
for (const [kind, { sides }] of Object.entries(projectKinds))
  if (sides.b === undefined) for (const about of ['sides', 'bring', 'hint', 'add', 'nameOf']) silent.add(`.kinds.${kind}.${about}.b`);

test('no text is empty', () => {
  const empty = [...said(en), ...said(ko)].filter(([at, text]) => text.trim() === '' && !silent.has(at));
  expect(empty).toEqual([]);
});
