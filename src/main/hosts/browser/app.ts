import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { safetyHeaders } from '../site/headers.ts';
import { jsonAnswer } from '../site/jsonAnswer.ts';
import type { Site } from '../site/site.ts';
import { answerUpload } from '../uploads/answer.ts';
import type { Uploads } from '../uploads/uploads.ts';
import type { Access } from './access.ts';
import { doorPage } from './doorPage.ts';

/** More than any token or password. */
const DOOR_BODY_BYTES = 4096;

/** What the app is made of. */
export interface AppParts {
  readonly access: Access;
  readonly site: Site;
  readonly uploads: Pick<Uploads, 'receive'>;
  /** For programs that have entered. */
  readonly about: () => Readonly<Record<string, string>>;
}

const redirect = (cookie: string): Response =>
  new Response(null, { status: 303, headers: { ...safetyHeaders, Location: '/', 'Set-Cookie': cookie, 'Cache-Control': 'no-store' } });

/**
 * Answers requests that come from the studio's own pages (see `refusal`). Whoever has not entered sees the door and
 * nothing else: the token of the printed address becomes a cookie and leaves the address.
 */
export function makeApp({ access, site, uploads, about }: AppParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  const enter = (given: string, from: string | undefined): Response => {
    const entry = access.enter(given, from ?? '');
    return entry.outcome === 'welcome' ? redirect(entry.cookie) : doorPage(entry);
  };

  app.post('/enter', bodyLimit({ maxSize: DOOR_BODY_BYTES }), async (context) => {
    // Who breaks off, or was too slow, has given no secret.
    const { secret = '' } = await context.req.parseBody().catch((): { secret?: unknown } => ({}));
    return enter(typeof secret === 'string' ? secret : '', context.env.incoming.socket.remoteAddress);
  });

  app.use(async (context, next) => {
    const token = context.req.path === '/' ? context.req.query('token') : undefined;
    if (token !== undefined) return enter(token, context.env.incoming.socket.remoteAddress);
    if (access.knows(context.req.header('cookie'))) return next();
    return doorPage(null);
  });

  app.put('/uploads/:id/:index', (context) => answerUpload(context.req.raw, uploads));
  app.get('/about.json', () => jsonAnswer(200, about()));
  app.all('*', (context) => site.answer(context.req.raw, `ws://${context.req.header('host')} wss://${context.req.header('host')}`));
  return app;
}
