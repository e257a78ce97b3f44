import type * as z from 'zod';
import { RecastError } from '../../shared/errors/index.ts';

/**
 * Reads a JSON column by its schema.
 *
 * @throws CATALOG_VALUE where the text is not what this program stores there
 */
export function readJson<Value>(schema: z.ZodType<Value>, text: string, column: string): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw RecastError.of('CATALOG_VALUE', { column }, error);
  }
}
