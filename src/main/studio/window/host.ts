import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

/** What only the window's own host can do. */
export const host = studio.host.router({
  describe: studio.host.describe.handler(({ context }) => context.host.describe()),
  pickFolders: studio.host.pickFolders.handler(({ input, context }) => context.host.pickFolders(input)),
  pickFiles: studio.host.pickFiles.handler(({ input, context }) => context.host.pickFiles(input)),
  pickSave: studio.host.pickSave.handler(({ input, context }) => context.host.pickSave(input)),
  reveal: studio.host.reveal.handler(({ input, context }) => {
    checkPaths(context, 'read', [input.path]);
    return context.host.reveal(input.path);
  }),
  browse: studio.host.browse.handler(({ input, context }) => context.host.browse(input.path)),
  setMenu: studio.host.setMenu.handler(({ input, context }) => context.host.setMenu(input.menus, input.items)),
  hold: studio.host.hold.handler(({ input, context }) => context.host.hold(input.unsaved)),
  chosen: studio.host.chosen.handler(async function* ({ context, signal }) {
    yield* context.host.chosen(signal);
  }),
});
