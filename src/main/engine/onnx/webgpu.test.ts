import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { unpackSoftwareVulkan } from './testing/softwareVulkan.ts';

interface Trained {
  readonly losses: number[];
  readonly filter: number[];
  readonly untouched: number[];
}

const program = fileURLToPath(new URL('./testing/trainOnDevice.ts', import.meta.url));
const vulkan = unpackSoftwareVulkan();

function train(device: string, environment: Readonly<Record<string, string>> = {}): Trained {
  const output = execFileSync(process.execPath, [program, device], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(output) as Trained;
}

if (typeof vulkan === 'string') process.stderr.write(`skipped: training on WebGPU, because ${vulkan}\n`);

describe.skipIf(typeof vulkan === 'string')('the WebGPU path, on a software graphics card', () => {
  afterAll(() => {
    if (typeof vulkan !== 'string') vulkan.remove();
  });

  it('trains to the same losses and weights as the processor, with the state kept on the device', () => {
    const there = train('webgpu', typeof vulkan === 'string' ? {} : vulkan.environment);
    const here = train('cpu');
    expect(here.losses[2]).toBeLessThan(here.losses[0]);
    there.losses.forEach((loss, step) => expect(Math.abs(loss - here.losses[step])).toBeLessThan(1e-4 * here.losses[step]));
    there.filter.forEach((weight, i) => expect(Math.abs(weight - here.filter[i])).toBeLessThan(1e-4));
    expect(there.untouched).toEqual(here.untouched);
  });
});
