import * as z from 'zod';
import type { Keys } from './keys.ts';
import { cookieName } from './keys.ts';

const aboutSchema = z.object({ product: z.literal('recast-studio'), home: z.string() });
const PATIENCE_MILLISECONDS = 2_000;

/** Whether what listens at an address is a studio of the same home: it knows a cookie that only its key can sign. */
export async function servesSameHome(address: string, keys: Keys, home: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/about.json', address), {
      headers: { Cookie: `${cookieName(Number(new URL(address).port))}=${keys.cookie()}` },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    return answer.ok && aboutSchema.parse(await answer.json()).home === home;
  } catch {
    // No studio, or none that lets us in.
    return false;
  }
}
