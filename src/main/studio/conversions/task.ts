import * as z from 'zod';
import { convertTaskSchema, generateTaskSchema } from '../../jobs/messages.ts';

/** What is listed as a conversion: pictures that become others, and sentences that become pictures. */
export const batchTaskSchema = z.discriminatedUnion('kind', [convertTaskSchema, generateTaskSchema]);

/** See `batchTaskSchema`. */
export type BatchTask = z.infer<typeof batchTaskSchema>;
