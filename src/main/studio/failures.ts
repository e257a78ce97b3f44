import * as z from 'zod';
import type { Failure } from '../../shared/contract/procedure.ts';
import type { PlainError } from '../../shared/errors/index.ts';
import { readJson } from '../catalog/json.ts';

const storedSchema = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) });

/** An error as the catalog keeps it, for a window. Those from before codes were kept have only their sentences. */
export function failureOf(row: { readonly reason: string | null; readonly remedy?: string | null; readonly error: string | null }): Failure | null {
  const { reason, remedy, error } = row;
  if (reason === null) return null;
  const { code, details } = error === null ? { code: 'UNEXPECTED', details: {} } : readJson(storedSchema, error, 'error');
  return { code, message: reason, remedy: remedy ?? '', details };
}

/** An error for a window: only what survives a message, since details may hold anything that a sentence was made from. */
export function failureFrom({ code, message, remedy, details }: PlainError): Failure {
  return { code, message, remedy, details: z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(details))) };
}
