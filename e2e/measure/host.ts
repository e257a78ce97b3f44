import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import type { Figure } from './figures.ts';
import { quantile } from './figures.ts';
import { drawMany } from './pictures.ts';
import type { Measured } from './studio.ts';

const COUNT = 50_000;
const NAME = 'Added';
const MEGABYTE = 1e6;

/** The smallest question there is is asked so often, in milliseconds: what it waits for is what holds the program up. */
const EVERY = 15;

/** Asks while something goes on, and gives how long every answer took, in milliseconds. */
async function askMeanwhile({ client }: Measured, work: Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  let working = true;
  const ended = work.finally(() => (working = false));
  while (working) {
    const began = performance.now();
    await client.system.settings();
    taken.push(performance.now() - began);
    await rest(EVERY);
  }
  await ended;
  return taken;
}

/** The most memory that the program ever had resident, in bytes. Linux only: read from /proc. */
async function mostMemory({ host }: Measured): Promise<number> {
  return 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(await readFile(`/proc/${host}/status`, 'utf8'))?.[1]);
}

async function figuresOf(name: string, measured: Measured, work: () => Promise<unknown>): Promise<Figure[]> {
  const began = performance.now();
  const taken = await askMeanwhile(measured, work());
  return [
    { name: `${name}: all of it`, value: (performance.now() - began) / 1000, unit: 's', most: null },
    { name: `${name}: an answer meanwhile, half (of ${taken.length})`, value: quantile(taken, 0.5), unit: 'ms', most: null },
    { name: `${name}: an answer meanwhile, 99 of 100`, value: quantile(taken, 0.99), unit: 'ms', most: 100 },
    { name: `${name}: the longest wait for an answer`, value: Math.max(...taken), unit: 'ms', most: null },
    { name: `${name}: most memory of the program so far`, value: (await mostMemory(measured)) / MEGABYTE, unit: 'MB', most: null },
  ];
}

async function add({ client, folder }: Measured): Promise<void> {
  const { id: project } = await client.projects.create({ name: NAME, folders: { a: [join(folder, 'many')], b: [join(folder, 'few')] } });
  while ((await client.data.get({ project })).looking !== null) await rest(250);
}

/** Projects of pictures that were added before. */
async function added({ client }: Measured): Promise<number[]> {
  return (await client.projects.list()).filter(({ name, removedAt }) => name === NAME && removedAt === null).map(({ id }) => id);
}

async function draw(folder: string): Promise<void> {
  await drawMany(join(folder, 'many'), COUNT);
  await drawMany(join(folder, 'few'), 50);
}

/** Adding a folder of 50,000 pictures: until each was listed and looked at. */
export async function measureAdding(measured: Measured, say: (line: string) => void): Promise<Figure[]> {
  say(`drawing ${COUNT} pictures, once`);
  await draw(measured.folder);
  const before = await added(measured);
  if (before.length > 0) await measured.client.projects.remove({ ids: before });
  await measured.client.projects.emptyBin();
  return figuresOf(`adding ${COUNT} pictures`, measured, () => add(measured));
}

/** The doctor on 50,000 pictures: on those that were not measured yet, and on all once more, as whenever the page is opened. */
export async function measureDoctor(measured: Measured, say: (line: string) => void): Promise<Figure[]> {
  if ((await added(measured)).length === 0) {
    say(`adding ${COUNT} pictures`);
    await draw(measured.folder);
    await add(measured);
  }
  const [project] = await added(measured);
  if (project === undefined) throw new Error('The project that was added is not there.');
  const diagnose = async (): Promise<void> => {
    for await (const { looking } of await measured.client.data.doctor({ project })) if (looking === null) return;
  };
  say('the doctor, until all is measured');
  const first = await figuresOf('the doctor, first time', measured, diagnose);
  return [...first, ...(await figuresOf('the doctor, when all was measured', measured, diagnose))];
}
