import { studio } from './implementer.ts';

/** Uploads, which the window's host receives. */
export const uploads = studio.uploads.router({
  begin: studio.uploads.begin.handler(({ input, context }) => context.host.uploads.begin(input.name, input.files)),
  status: studio.uploads.status.handler(({ input, context }) => context.host.uploads.status(input.id)),
  abort: studio.uploads.abort.handler(({ input, context }) => context.host.uploads.abort(input.id)),
});
