import * as z from 'zod';

/** What colouring one picture has written. */
export const coloredSchema = z.object({ file: z.string(), width: z.number().int(), height: z.number().int(), bytes: z.number().int() });
