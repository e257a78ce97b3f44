import type { StudioParts } from '../../studio/parts.ts';
import type { Uploads } from './uploads.ts';
import { openUploads } from './uploads.ts';

/** The uploads of the home that a studio has: when it moves they are those of the new one. */
export async function openUploadsOf(parts: Pick<StudioParts, 'layout'>): Promise<Uploads> {
  const open = (root: string) => ({ root, uploads: openUploads(root) });
  let opened = open(parts.layout.uploads);
  const now = (): Promise<Uploads> => {
    const root = parts.layout.uploads;
    if (opened.root !== root) opened = open(root);
    return opened.uploads;
  };
  await now();
  return {
    begin: async (name, files) => (await now()).begin(name, files),
    status: async (id) => (await now()).status(id),
    abort: async (id) => (await now()).abort(id),
    receive: async (id, index, from, body) => (await now()).receive(id, index, from, body),
  };
}
