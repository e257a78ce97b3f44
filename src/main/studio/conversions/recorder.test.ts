import { expect, test } from 'vitest';
import { countFiles } from '../../catalog/conversionFiles.ts';
import { addConversion } from '../../catalog/conversions.ts';
import { temporaryCatalog } from '../../catalog/testing/temporaryCatalog.ts';
import { openChanges } from '../changes.ts';
import { recordConversion } from './recorder.ts';

test('windows hear of files that nothing comes after, as in a pause', async () => {
  const { catalog, remove } = temporaryCatalog();
  const owner = { checkpoint_id: null, checkpoint_hash: 'aa', run_id: null, task: '{}' };
  const id = addConversion(catalog, { ...owner, direction: 'colorize', input: '/i', output: '/o', state: 'running', created_at: 1 });
  const changes = openChanges();
  const { record } = recordConversion({ catalog, changes }, id);
  const files = ['one', 'two', 'three'].map((name) => ({ input: `/i/${name}.png`, name: `${name}.png` }));
  record({ type: 'planned', files });
  // The first is told of at once; the two that were under way when it was paused come a moment later.
  for (const { input } of files) record({ type: 'converted', input, output: input, outcome: 'written', reason: null });
  const { value } = await changes.watch(undefined).next();
  expect(value).toEqual([{ topic: 'conversions', id: String(id) }]);
  expect(countFiles(catalog, id).written).toBe(3);
  changes.close();
  remove();
});
