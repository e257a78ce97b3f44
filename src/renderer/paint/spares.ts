import * as z from 'zod';
import { hintsSchema } from '../../shared/hints.ts';

/**
 * Hints that the studio could not keep, as the window's own storage holds them until it can: they outlive the window. Of a
 * storage that is switched off, full or of a later version nothing is expected.
 */

const spareSchema = z.object({
  /** Which painting of which home; see `spareKey`. */
  key: z.string(),
  hints: hintsSchema,
});
export type Spare = z.infer<typeof spareSchema>;

const [DATABASE, STORE] = ['recast-unsaved', 'hints'] as const;

/** What tells a painting from those of other homes that were opened at the same address. */
export const spareKey = ({ id, createdAt }: { readonly id: number; readonly createdAt: string }): string => `${id} ${createdAt}`;

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The storage of the window failed.'));
  });
}

/** Works with the storage, and closes it. */
async function withStore<Value>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE, { keyPath: 'key' });
  const database = await answerOf(opening);
  try {
    // Strict: what is said to be there has reached the disk.
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The storage of the window has no room.'));
    });
    const [value] = await Promise.all([answerOf(work(transaction.objectStore(STORE))), ended]);
    return value;
  } finally {
    database.close();
  }
}

/** Keeps hints in the place of those kept before; gives whether that could be done. */
export const keepSpare = (spare: Spare): Promise<boolean> =>
  withStore('readwrite', (store) => store.put(spare)).then(
    () => true,
    () => false,
  );

/** The hints kept of a painting; null where there are none. */
export const findSpare = (key: string): Promise<Spare | null> =>
  withStore('readonly', (store) => store.get(key) as IDBRequest<unknown>).then(
    (found) => spareSchema.safeParse(found).data ?? null,
    () => null,
  );

/** Forgets the hints kept of a painting. */
export const dropSpare = (key: string): Promise<void> =>
  withStore('readwrite', (store) => store.delete(key)).then(
    () => undefined,
    () => undefined,
  );
