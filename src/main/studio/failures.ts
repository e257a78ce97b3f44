import * as z from 'zod';
import type { Failure } from '../../shared/contract/procedure.ts';
import type { PlainError } from '../../shared/errors/index.ts';
import { RecastError } from '../../shared/errors/index.ts';
import { readJson } from '../catalog/json.ts';
import { catalogError } from '../catalog/open.ts';
import { systemCode } from '../data/systemErrors.ts';
import type { HomeLayout } from './home.ts';

const storedSchema = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) });

/** An error as the catalog keeps it, for a window. Those from before codes were kept have only their sentences. */
export function failureOf(row: { readonly reason: string | null; readonly remedy?: string | null; readonly error: string | null }): Failure | null {
  const { reason, remedy, error } = row;
  if (reason === null) return null;
  const { code, details } = error === null ? { code: 'UNEXPECTED', details: {} } : readJson(storedSchema, error, 'error');
  return { code, message: reason, remedy: remedy ?? '', details };
}

/** What a full disk or a locked catalog means for a person, where nothing nearer to it has said so; any other error as it is. */
export function asTold(error: unknown, { catalog, home }: Pick<HomeLayout, 'catalog' | 'home'>): unknown {
  const code = systemCode(error);
  if (code?.startsWith('SQLITE_') === true) return catalogError(error, catalog);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : home;
  return RecastError.of('HOME_FULL', { path }, error);
}

/** An error for a window: only what survives a message, since details may hold anything that a sentence was made from. */
export function failureFrom({ code, message, remedy, details }: PlainError): Failure {
  return { code, message, remedy, details: z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(details))) };
}
