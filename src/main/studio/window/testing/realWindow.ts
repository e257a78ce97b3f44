import type { RouterClient } from '@orpc/server';
import { createRouterClient } from '@orpc/server';
import { join } from 'node:path';
import { writePngs } from '../../../data/testing/pictures.ts';
import type { StudioParts } from '../../parts.ts';
import { openStudioWithParts } from '../../studio.ts';
import type { Studio } from '../../types.ts';
import type { HostServices } from '../context.ts';
import { router } from '../router.ts';

/** The states in which a run, or a conversion, is over. */
export const ended: readonly string[] = ['finished', 'stopped', 'failed', 'interrupted'];

/** A window on a home whose engines are real, without a transport between. */
export interface RealWindow {
  readonly client: RouterClient<typeof router>;
  readonly parts: StudioParts;
  readonly studio: Studio;
  close(): Promise<void>;
}

/** Opens the studio in `folder/home`, and a window that may name every path. */
export async function realWindow(folder: string): Promise<RealWindow> {
  const { studio, parts } = await openStudioWithParts({ home: join(folder, 'home') });
  // Only what these families ask of a host.
  const host = { mayUse: () => true } as unknown as HostServices;
  return { client: createRouterClient(router, { context: { studio, parts, host } }), parts, studio, close: () => studio.close() };
}

/** The smallest translator that learns: 16 px, four channels; from one seed, as what it learns decides over its alarms and its best checkpoint. */
export const tinyTraining = {
  seed: 1,
  settings: { size: 16, ngf: 4, blocks: 1, ndf: 4, layers: 1, poolSize: 5, steps: 60 },
  checkpointEvery: { minutes: null, steps: 20 },
  keepCheckpoints: 10,
  samplesEvery: 30,
  samplePictures: 2,
} as const;

/** A project with two folders of small pictures. */
export async function tinyProject({ client }: RealWindow, folder: string): Promise<number> {
  const folders = { a: [join(folder, 'a')], b: [join(folder, 'b')] };
  await writePngs(folders.a[0], 20, 20);
  await writePngs(folders.b[0], 20, 24);
  return (await client.projects.create({ name: 'Tiny', folders })).id;
}

/** Waits until a stream gives what fits; gives that. */
export async function until<Value>(stream: AsyncIterable<Value>, fits: (value: Value) => boolean): Promise<Value> {
  for await (const value of stream) if (fits(value)) return value;
  throw new Error('The stream ended before.');
}

/** Reads a stream of something that takes a while to its end; gives the result. */
export async function resultOf<Result>(stream: AsyncIterator<unknown, Result, void>): Promise<Result> {
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return next.value;
  }
}
