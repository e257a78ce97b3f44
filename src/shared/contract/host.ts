import * as z from 'zod';
import { latest, procedure } from './procedure.ts';

/** What the window's surroundings can do. */
export const hostSchema = z.object({
  kind: z.enum(['desktop', 'browser']),
  /** Native dialogs for folders and files. */
  pickers: z.boolean(),
  /** Dropped files have real paths. Else they are uploaded. */
  realPaths: z.boolean(),
  /** Folders can be opened in the system's file manager. */
  reveal: z.boolean(),
  /** Folders of the host's machine that may be browsed; empty for none. */
  allowed: z.array(z.string()),
  /** What lies below this folder can be fetched at `/exports/<path below it>`: a file as it is, a folder as a zip. */
  exports: z.string(),
});
export type HostDescription = z.infer<typeof hostSchema>;

/** An action of the window as a native menu shows it. */
export const menuItemSchema = z.object({
  /** The action's id. */
  id: z.string(),
  label: z.string(),
  menu: z.enum(['file', 'edit', 'view', 'go', 'project', 'run', 'help']),
  /** As Electron writes accelerators: `CommandOrControl+K`. */
  accelerator: z.string().nullable(),
  enabled: z.boolean(),
});
export type MenuItem = z.infer<typeof menuItemSchema>;

const entrySchema = z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'picture', 'file']) });

/** What only a window's own host can do. Each refuses in words where the host cannot. */
export const host = {
  describe: procedure.output(hostSchema),
  /** Null where the person cancelled. */
  pickFolders: procedure.input(z.object({ title: z.string(), several: z.boolean() })).output(z.array(z.string()).nullable()),
  pickFiles: procedure.input(z.object({ title: z.string(), several: z.boolean(), extensions: z.array(z.string()) })).output(z.array(z.string()).nullable()),
  pickSave: procedure.input(z.object({ title: z.string(), name: z.string() })).output(z.string().nullable()),
  reveal: procedure.input(z.object({ path: z.string() })),
  /** A folder below those that are allowed; null lists these. */
  browse: procedure
    .input(z.object({ path: z.string().nullable() }))
    .output(z.object({ path: z.string().nullable(), parent: z.string().nullable(), entries: z.array(entrySchema) })),
  /** The window tells its actions, for native menus. */
  setMenu: procedure.input(z.object({ menus: z.record(z.string(), z.string()), items: z.array(menuItemSchema) })),
  /** What could not be saved, for whoever would close the window: a title and what is the matter; null once all is saved. */
  hold: procedure.input(z.object({ unsaved: z.object({ title: z.string(), text: z.string() }).nullable() })),
  /** Ids of actions chosen in native menus. */
  chosen: procedure.output(latest(z.string())),
};
