import { studio } from './implementer.ts';

/** What changes under a window's feet. */
export const changes = studio.changes.router({
  watch: studio.changes.watch.handler(async function* ({ context, signal }) {
    yield* context.parts.changes.watch(signal);
  }),
});
