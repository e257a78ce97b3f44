import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Upload } from '../../../shared/contract/uploads.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { safeName, storedPaths } from './names.ts';
import { receive, type Received } from './receive.ts';

/** What stays free on the disk beside an upload, in bytes. */
const SPARE = 512 * 1024 * 1024;
/** Uploads that are not whole yet; each costs a list of its files. */
const MOST_UNDER_WAY = 50;
/** One that has not gone on for so long is given up. */
const ABANDONED_DAYS = 14;
const DAY_MILLISECONDS = 86_400_000;
const ID_CHARACTERS = 20;
const PLAN = 'upload.json';

const planSchema = z.object({ name: z.string(), files: z.array(z.object({ path: z.string(), bytes: z.number() })) });
type Plan = z.infer<typeof planSchema>;

/** An upload as the server keeps it: where it lies, and what of it is there. */
interface Kept {
  readonly id: string;
  readonly plan: Plan;
  readonly folder: string;
  readonly stored: readonly string[];
  /** Bytes that have arrived, by index; a whole file is counted once it is in its place. */
  readonly arrived: Map<number, number>;
  readonly whole: Set<number>;
  /** Files that are being received. */
  readonly busy: Set<number>;
}

/** Receives what windows send. */
export interface Uploads {
  begin(name: string, files: readonly Plan['files'][number][]): Promise<Upload>;
  status(id: string): Promise<Upload>;
  abort(id: string): Promise<void>;
  /** Takes the body of a request as file `index` from byte `from` on. */
  receive(id: string, index: number, from: number, body: ReadableStream<Uint8Array> | null): Promise<Received>;
}

/** An id that the same name, files and sizes give again. */
const idOf = (plan: Plan): string => createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, ID_CHARACTERS);

/**
 * Opens the folder of uploads. Each has a folder named by its id: `upload.json` what it shall hold, `parts/<index>` what
 * of a file has arrived, and `files/<name>/...`, each there once it is whole. So an upload goes on after any end of the program.
 */
export async function openUploads(root: string, now: () => number = Date.now): Promise<Uploads> {
  const open = new Map<string, Promise<Kept>>();
  await sweep(root, now());

  async function load(id: string, plan: Plan): Promise<Kept> {
    const folder = join(root, id, 'files', safeName(plan.name));
    const kept: Kept = { id, plan, folder, stored: storedPaths(plan.files), arrived: new Map(), whole: new Set(), busy: new Set() };
    await mkdir(folder, { recursive: true });
    await mkdir(join(root, id, 'parts'), { recursive: true });
    const parts = new Set(await readdir(join(root, id, 'parts')));
    const present = new Set((await readdir(folder, { recursive: true })).map((path) => path.replaceAll('\\', '/')));
    for (const [index, path] of kept.stored.entries()) {
      if (present.has(path)) kept.whole.add(index);
      else if (parts.has(String(index))) kept.arrived.set(index, (await stat(join(root, id, 'parts', String(index)))).size);
    }
    return kept;
  }

  async function find(id: string): Promise<Kept> {
    if (!/^[0-9a-f]{20}$/.test(id)) throw RecastError.of('UPLOAD_UNKNOWN', { id });
    let kept = open.get(id);
    if (kept === undefined) {
      const plan = await readPlan(root, id);
      if (plan === null) throw RecastError.of('UPLOAD_UNKNOWN', { id });
      open.set(id, (kept = load(id, plan)));
    }
    return kept;
  }

  const tell = ({ id, plan, folder, whole, arrived }: Kept): Upload => ({
    id,
    folder,
    missing: plan.files.flatMap((_, index) => (whole.has(index) ? [] : [{ index, from: arrived.get(index) ?? 0 }])),
  });

  async function checkRoom(plan: Plan, kept: Kept | null): Promise<void> {
    const needed = plan.files.reduce((sum, { bytes }, index) => sum + (kept?.whole.has(index) ? 0 : bytes - (kept?.arrived.get(index) ?? 0)), 0);
    const { bavail, bsize } = await statfs(root);
    const room = bavail * bsize;
    if (needed > Math.max(0, room - SPARE)) throw RecastError.of('UPLOAD_NO_ROOM', { needed, room, spare: SPARE });
  }

  return {
    async begin(name, files) {
      const plan: Plan = { name, files: files.map(({ path, bytes }) => ({ path, bytes })) };
      // Refuses what must not come in before anything is written.
      storedPaths(plan.files);
      safeName(name);
      const id = idOf(plan);
      const known = (await readPlan(root, id)) !== null;
      if (!known) {
        await checkRoom(plan, null);
        const all = await readdir(root);
        const underWay = (await Promise.all(all.map((each) => isUnderWay(root, each)))).filter(Boolean).length;
        if (underWay >= MOST_UNDER_WAY) throw RecastError.of('UPLOAD_TOO_MANY', { uploads: underWay });
        await mkdir(join(root, id, 'parts'), { recursive: true });
        await writeFile(join(root, id, `${PLAN}.new`), JSON.stringify(plan));
        await rename(join(root, id, `${PLAN}.new`), join(root, id, PLAN));
      }
      const kept = await find(id);
      if (known) await checkRoom(plan, kept);
      return tell(kept);
    },

    status: async (id) => tell(await find(id)),

    async abort(id) {
      const kept = await find(id);
      open.delete(kept.id);
      await rm(join(root, kept.id), { recursive: true, force: true });
    },

    async receive(id, index, from, body) {
      const kept = await find(id);
      const file = kept.plan.files[index];
      if (file === undefined) return { outcome: 'unknown' };
      if (kept.whole.has(index)) return { outcome: 'whole' };
      if (kept.busy.has(index)) return { outcome: 'elsewhere', arrived: kept.arrived.get(index) ?? 0 };
      kept.busy.add(index);
      try {
        const place = join(kept.folder, ...kept.stored[index].split('/'));
        const received = await receive({ part: join(root, id, 'parts', String(index)), place, bytes: file.bytes, from, body });
        if (received.outcome === 'whole') {
          kept.whole.add(index);
          kept.arrived.delete(index);
          if (kept.whole.size === kept.plan.files.length) await rm(join(root, id, 'parts'), { recursive: true, force: true });
        } else if ('arrived' in received) kept.arrived.set(index, received.arrived);
        return received;
      } finally {
        kept.busy.delete(index);
      }
    },
  };
}

async function readPlan(root: string, id: string): Promise<Plan | null> {
  try {
    return planSchema.parse(JSON.parse(await readFile(join(root, id, PLAN), 'utf8')));
  } catch {
    // None, or one that was never finished: the upload begins anew.
    return null;
  }
}

/** Whether parts of it are still awaited. */
async function isUnderWay(root: string, id: string): Promise<boolean> {
  return (await stat(join(root, id, 'parts')).catch(() => null)) !== null;
}

/** Removes uploads that were never finished and have not gone on for long. */
async function sweep(root: string, now: number): Promise<void> {
  for (const id of await readdir(root)) {
    const parts = await stat(join(root, id, 'parts')).catch(() => null);
    if (parts !== null && now - parts.mtimeMs > ABANDONED_DAYS * DAY_MILLISECONDS) await rm(join(root, id), { recursive: true, force: true });
  }
}
