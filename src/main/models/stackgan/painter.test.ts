import { expect, it } from 'vitest';
import { stackganSchema } from '../../../shared/architectures/stackgan.ts';
import { openExecutor } from '../../engine/executors.ts';
import { Random } from '../../engine/random.ts';
import { thisMachine } from '../../machine.ts';
import { initializeParameters } from '../../nn/parameters.ts';
import { runRows } from '../rows.ts';
import { networksOf } from './networks.ts';
import { painterOf } from './painter.ts';
import { largeParameters, smallParameters } from './step.ts';

const settings = stackganSchema.parse({ size: 16, largeSize: 32, width: 8, text: 8, condition: 4, noise: 4, blocks: 1 });
const COUNT = 5;

it('draws a picture in a batch as it draws it alone, small and large', async () => {
  const random = Random.fromSeed(3);
  const networks = networksOf(settings);
  const painter = painterOf(settings);
  const parameters = initializeParameters({ ...smallParameters(networks, settings), ...largeParameters(networks, settings) }, random);
  const executor = await openExecutor({ executor: 'onnx', device: 'cpu', threads: 1, precision: 'fast', memory: 'normal' }, thisMachine);
  const draw = async (batch: number): Promise<Record<string, Float32Array[]>> => {
    const program = painter.draw('large', batch);
    const rows = (name: string): Float32Array[] =>
      Array.from({ length: COUNT }, (_, row) => {
        const values = new Float32Array(program.inputs[name].shape[1]);
        random.split(name).split(row).fillNormal(values, 0, 1);
        return values;
      });
    const inputs = Object.fromEntries(Object.keys(program.inputs).map((name) => [name, rows(name)]));
    const [compiled, state] = [
      await executor.compile(program),
      await executor.createState(program.state, Object.fromEntries(Object.keys(program.state).map((name) => [name, parameters[name]]))),
    ];
    const drawn = await runRows(compiled, state, inputs, ['small', 'large']);
    await compiled.dispose();
    await state.dispose();
    return drawn;
  };
  const [alone, together] = [await draw(1), await draw(4)];
  for (const name of ['small', 'large']) {
    const farthest = alone[name].flatMap((picture, row) => Array.from(picture, (value, i) => Math.abs(value - together[name][row][i])));
    expect(Math.max(...farthest)).toBeLessThan(1e-5);
    expect(alone[name][0]).not.toEqual(alone[name][1]);
  }
  await executor.dispose();
});
