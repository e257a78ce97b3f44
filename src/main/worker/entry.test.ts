import { afterEach, describe, expect, it } from 'vitest';
import { TestEngine } from './testing/engine.ts';

const engines: TestEngine[] = [];
const open = (): TestEngine => {
  const engine = new TestEngine();
  engines.push(engine);
  return engine;
};
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.kill())));

describe('the engine process', () => {
  it('does a task, says so last, and ends with 0', async () => {
    const engine = open();
    engine.tell({ type: 'start', task: { kind: 'probe' } });
    expect(await engine.death).toEqual({ code: 0, signal: null });
    const cpu: unknown = expect.objectContaining({ device: 'cpu', works: true });
    expect(engine.last).toMatchObject({ type: 'done', stopped: false, result: { devices: expect.arrayContaining([cpu]) as unknown } });
  });

  it('says what was wrong with a message that it does not understand, and ends with 1', async () => {
    const engine = open();
    engine.process.send({ type: 'start', task: { kind: 'dance' } });
    expect(await engine.death).toEqual({ code: 1, signal: null });
    expect(engine.last).toMatchObject({ type: 'failed', error: { code: 'UNEXPECTED', exit: 1 } });
  });

  it('refuses a second task', async () => {
    const engine = open();
    engine.tell({ type: 'start', task: { kind: 'probe' } });
    engine.tell({ type: 'start', task: { kind: 'probe' } });
    expect(await engine.death).toEqual({ code: 1, signal: null });
    expect(engine.last).toMatchObject({ type: 'failed' });
  });

  it('ends when its host goes before giving it a task', async () => {
    const engine = open();
    engine.process.disconnect();
    expect(await engine.death).toEqual({ code: 0, signal: null });
  });
});
