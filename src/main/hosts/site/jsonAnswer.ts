import { safetyHeaders } from './headers.ts';

/** An answer to a program, which nothing keeps. */
export const jsonAnswer = (status: number, body: object): Response =>
  Response.json(body, { status, headers: { ...safetyHeaders, 'Cache-Control': 'no-store' } });
