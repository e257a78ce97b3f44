import type { RouterClient } from '@orpc/server';
import { createRouterClient } from '@orpc/server';
import { join } from 'node:path';
import { scriptedEngine } from '../../../jobs/testing/tasks.ts';
import type { StudioParts } from '../../parts.ts';
import type { Studio } from '../../types.ts';
import { openStudioWithParts } from '../../studio.ts';
import { data } from '../data.ts';
import { projects } from '../projects.ts';
import type { HostServices } from '../context.ts';

/** A window on a home, without a transport between. */
export interface TestWindow {
  readonly client: RouterClient<{ projects: typeof projects; data: typeof data }>;
  readonly parts: StudioParts;
  readonly studio: Studio;
  close(): Promise<void>;
}

/** Opens a studio in `folder/home` over the scripted engine, and a window that may name the paths that `mayUse` says. */
export async function testWindow(folder: string, mayUse: HostServices['mayUse'] = () => true): Promise<TestWindow> {
  const { studio, parts } = await openStudioWithParts({ home: join(folder, 'home'), engineEntry: scriptedEngine });
  // Only what these families ask of a host.
  const host = { mayUse } as HostServices;
  return { client: createRouterClient({ projects, data }, { context: { studio, parts, host } }), parts, studio, close: () => studio.close() };
}
