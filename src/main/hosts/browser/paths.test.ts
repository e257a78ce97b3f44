import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { AnyContractProcedure } from '@orpc/contract';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod';
import type { StudioClient } from '../../../shared/contract/index.ts';
import { contract } from '../../../shared/contract/index.ts';
import type { PathUse } from '../../studio/window/context.ts';
import type { TestServer } from './testing/served.ts';
import { startServer } from './testing/served.ts';

/** Every field of the contract that holds a path, what is done there, and a request with it. Nothing else in the request has to exist. */
const paths: Readonly<Record<string, { use: PathUse; ask: (client: StudioClient, path: string) => Promise<unknown> }>> = {
  'projects.create.folders.a[]': { use: 'read', ask: ({ projects }, path) => projects.create({ folders: { a: [path], b: [] } }) },
  'projects.create.folders.b[]': { use: 'read', ask: ({ projects }, path) => projects.create({ folders: { a: [], b: [path] } }) },
  'data.addFolders.paths[]': { use: 'read', ask: ({ data }, path) => data.addFolders({ project: 1, side: 'a', paths: [path] }) },
  'data.moveFolder.to': { use: 'read', ask: ({ data }, path) => data.moveFolder({ project: 1, path: allowed, to: path }) },
  'captions.preview.source.path': {
    use: 'read',
    ask: ({ captions }, path) => captions.preview({ project: 1, source: { origin: 'file', path } }),
  },
  'captions.choose.source.path': { use: 'read', ask: ({ captions }, path) => captions.choose({ project: 1, source: { origin: 'file', path } }) },
  'checkpoints.export.to': {
    use: 'write',
    ask: ({ checkpoints }, path) => checkpoints.export({ id: 'none', direction: 'a2b', format: 'onnx', to: path }),
  },
  'checkpoints.import.files.a2b': { use: 'read', ask: ({ checkpoints }, path) => checkpoints.import({ project: null, files: { a2b: path, b2a: null } }) },
  'checkpoints.import.files.b2a': { use: 'read', ask: ({ checkpoints }, path) => checkpoints.import({ project: null, files: { a2b: null, b2a: path } }) },
  'checkpoints.import.files.colorize': {
    use: 'read',
    ask: ({ checkpoints }, path) => checkpoints.import({ project: null, files: { a2b: null, b2a: null, colorize: path } }),
  },
  'checkpoints.preview.picture.path': {
    use: 'read',
    ask: ({ checkpoints }, path) => checkpoints.preview({ id: 'none', direction: 'a2b', picture: { path } }),
  },
  'conversions.start.inputs[]': {
    use: 'read',
    ask: ({ conversions }, path) => conversions.start({ checkpoint: 'none', direction: 'a2b', inputs: [path], output: null }),
  },
  'conversions.start.output': {
    use: 'write',
    ask: ({ conversions }, path) => conversions.start({ checkpoint: 'none', direction: 'a2b', inputs: [allowed], output: path }),
  },
  'conversions.identify.path': { use: 'read', ask: ({ conversions }, path) => conversions.identify({ path }) },
  'paintings.open.from.path': { use: 'read', ask: ({ paintings }, path) => paintings.open({ from: { path } }) },
  'paintings.export.to': {
    use: 'write',
    ask: ({ paintings }, path) => paintings.export({ id: 1, hints: { format: 'recast-hints', version: 1, points: [], strokes: [] }, format: 'png', to: path }),
  },
  'drawings.reopen.path': { use: 'read', ask: ({ drawings }, path) => drawings.reopen({ path }) },
  'drawings.export.to': { use: 'write', ask: ({ drawings }, path) => drawings.export({ what: { kind: 'picture', id: 1, format: 'png' }, to: path }) },
  'drawings.sentences.file': { use: 'read', ask: ({ drawings }, path) => drawings.sentences({ file: path }) },
  'drawings.batch.file': { use: 'read', ask: ({ drawings }, path) => drawings.batch({ checkpoint: 'none', file: path, output: null }) },
  'drawings.batch.output': { use: 'write', ask: ({ drawings }, path) => drawings.batch({ checkpoint: 'none', file: join(allowed, 'own.png'), output: path }) },
  'system.moveHome.to': { use: 'settle', ask: ({ system }, path) => system.moveHome({ to: path }) },
  'host.reveal.path': { use: 'read', ask: ({ host }, path) => host.reveal({ path }) },
  'host.browse.path': { use: 'read', ask: ({ host }, path) => host.browse({ path }) },
};

/** Fields that hold any other text, and what keeps them from being a path. */
const others: Readonly<Record<string, readonly string[]>> = {
  'ids and references, looked up in the catalog': [
    ...['get', 'pause', 'proceed', 'stop', 'rename', 'watch', 'metrics', 'samples', 'alarms', 'resume'].map((name) => `runs.${name}.run`),
    ...[
      'runs.remove.runs[]',
      'runs.restore.runs[]',
      'runs.branch.checkpoint',
      ...['cost', 'measure', 'start'].map((name) => `runs.${name}.training.stageOne`),
      'conversions.start.checkpoint',
    ],
    ...['list.run', 'scores.run', 'colouring.run', 'drawing.run', 'keep.id', 'remove.ids[]', 'restore.ids[]', 'export.id', 'preview.id'].map(
      (field) => `checkpoints.${field}`,
    ),
    ...['paintings.open.checkpoint', 'paintings.choose.checkpoint'],
    ...['words', 'look', 'warm', 'draw', 'batch'].map((name) => `drawings.${name}.checkpoint`),
    ...['move', 'pause', 'proceed', 'cancel', 'log'].map((name) => `activity.${name}.job`),
  ],
  'ids of uploads, of 20 hexadecimal digits': ['uploads.status.id', 'uploads.abort.id'],
  'names of things in the catalog': [
    'projects.create.name',
    'projects.rename.name',
    'data.renameSide.name',
    'runs.rename.name',
    'paintings.rename.name',
    'checkpoints.import.name',
  ].concat(['start', 'branch'].map((name) => `runs.${name}.name`)),
  'sentences that are drawn, and kept in the catalog': ['look.sentence', 'draw.what.sentence', 'draw.what.from', 'draw.what.to'].map(
    (name) => `drawings.${name}`,
  ),
  'compared with calls that go on': ['drawings.draw.canvas', 'drawings.finish.canvas'],
  'compared with words': ['drawings.words.prefix', 'drawings.history.search'],
  'written into the catalog alone': ['captions.set.texts[]', 'paintings.save.steps.steps[].key'],
  'compared with names and folders in the catalog': ['data.pictures.search', 'data.removeFolder.path', 'data.moveFolder.path'],
  'names in a document, compared with each other': [
    'swatches.savePalette.name',
    'swatches.removePalette.name',
    'swatches.renamePalette.name',
    'swatches.renamePalette.to',
  ],
  'kept in a document, and compared': ['save', 'layAside', 'colour', 'suggest', 'uncertainty', 'export']
    .map((name) => `paintings.${name}.hints.picture.sha256`)
    .concat('conversions.start.hints.picture.sha256'),
  'settings, each of its own schema, none of which is a text': [
    ...['cost', 'measure', 'start', 'resume', 'branch'].flatMap((name) => [`runs.${name}.training.preset`, `runs.${name}.training.settings.*`]),
    'system.changeSettings.*',
  ],
  'names that are made safe for a file below the uploads': ['uploads.begin.name', 'uploads.begin.files[].path'],
  'words that native dialogs and menus show': [
    ...['pickFolders.title', 'pickFiles.title', 'pickFiles.extensions[]', 'pickSave.title', 'pickSave.name'].map((field) => `host.${field}`),
    'host.hold.unsaved.title',
    'host.hold.unsaved.text',
    ...['menus.*', 'items[].id', 'items[].label', 'items[].accelerator'].map((field) => `host.setMenu.${field}`),
  ],
};

/** What of a JSON schema is looked at. */
interface Form {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Form;
  readonly prefixItems?: readonly Form[];
  readonly properties?: Readonly<Record<string, Form>>;
  readonly additionalProperties?: Form | boolean;
  readonly anyOf?: readonly Form[];
  readonly oneOf?: readonly Form[];
  readonly allOf?: readonly Form[];
}

/** Names of all fields below `at` that take a text of any kind, or anything. */
function textsIn(form: Form, at: string): string[] {
  const { type, items, prefixItems, properties, additionalProperties: more } = form;
  const choices = [...(form.anyOf ?? []), ...(form.oneOf ?? []), ...(form.allOf ?? [])];
  if (choices.length > 0) return choices.flatMap((choice) => textsIn(choice, at));
  if (form.enum !== undefined || form.const !== undefined) return [];
  if (type === 'array') return [...(prefixItems ?? [items ?? {}])].flatMap((item) => textsIn(item, `${at}[]`));
  if (type === 'object') {
    const known = Object.entries(properties ?? {}).flatMap(([name, inner]) => textsIn(inner, `${at}.${name}`));
    return typeof more === 'object' ? [...known, ...textsIn(more, `${at}.*`)] : known;
  }
  // What takes nothing but these is no text; whatever else there may be counts as one.
  const plain = [type ?? 'anything'].flat().every((one) => ['number', 'integer', 'boolean', 'null'].includes(one));
  return plain ? [] : [at];
}

function textsOfContract(): string[] {
  const fields = Object.entries(contract).flatMap(([family, procedures]) =>
    Object.entries<AnyContractProcedure>(procedures).flatMap(([name, procedure]) => {
      const input = procedure['~orpc'].inputSchema;
      // One cast: every input of the contract is written in zod, which the library's type does not say.
      return input === undefined ? [] : textsIn(z.toJSONSchema(input as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Form, `${family}.${name}`);
    }),
  );
  return [...new Set(fields)].sort();
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'recast-paths-')));
const allowed = join(folder, 'allowed');
const outside = join(folder, 'outside');
let server: TestServer;
let client: StudioClient;
let socket: WebSocket;
beforeAll(async () => {
  for (const path of [allowed, join(outside, 'below')]) mkdirSync(path, { recursive: true });
  for (const path of [join(allowed, 'own.png'), join(outside, 'theirs.png')]) writeFileSync(path, '');
  symlinkSync(join(outside, 'below'), join(allowed, 'away'));
  symlinkSync(join(outside, 'new.png'), join(allowed, 'to nothing'));
  server = await startServer({ allowed: [allowed] });
  socket = new WebSocket(`ws://${server.authority}/rpc`, { headers: { cookie: server.cookie, origin: `http://${server.authority}` } });
  await new Promise((resolve) => socket.once('open', resolve));
  // The library types the socket as browsers have it, of which this is a part.
  client = createORPCClient(new RPCLink({ websocket: socket }));
});
afterAll(async () => {
  socket.terminate();
  await server.end();
  rmSync(folder, { recursive: true, force: true });
});

/** The code with which a request fails; null where it does not. Of one that goes on, its first message. */
async function codeOf(asked: Promise<unknown>): Promise<string | null> {
  try {
    const answer = await asked;
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) await (answer as AsyncGenerator).next();
    return null;
  } catch (error) {
    return z.object({ data: z.object({ code: z.string() }) }).parse(error).data.code;
  }
}

describe('paths that a browser names', () => {
  it('are known: every field of the contract that takes a text is in a table', () => {
    expect([...Object.keys(paths), ...Object.values(others).flat()].sort()).toEqual(textsOfContract());
  });

  const forbidden: Readonly<Record<string, () => string>> = {
    'a file of somebody else': () => join(outside, 'theirs.png'),
    'what is not there': () => join(outside, 'none'),
    'what a link leads to': () => join(allowed, 'away', 'x.png'),
    'what a link to nothing would make': () => join(allowed, 'to nothing'),
    'what lies above a link': () => `${allowed}/away/../theirs.png`,
    'a way up': () => `${allowed}/../outside/theirs.png`,
    'a folder whose name begins like an allowed one': () => `${allowed} too`,
    'a path without a beginning': () => 'own.png',
    "the studio's own files": () => join(server.home, 'catalog.sqlite'),
    'the key of the door': () => join(server.home, 'browser.key'),
    'another machine': () => '//machine/share/x.png',
    'the root': () => '/',
    nothing: () => '',
  };

  describe.each(Object.entries(paths))('%s', (_, { use, ask }) => {
    const refusal = use === 'read' ? 'PATH_NOT_ALLOWED' : 'PLACE_NOT_ALLOWED';

    it.each(Object.entries(forbidden))('refuses %s', async (__, path) => {
      expect(await codeOf(ask(client, path()))).toBe(refusal);
    });

    it.runIf(use !== 'read')('never leads among the uploads', async () => {
      expect(await codeOf(ask(client, join(server.parts.layout.uploads, 'x')))).toBe(refusal);
    });

    it('goes on with what is allowed', async () => {
      // A folder that is not empty: no home moves there.
      const code = await codeOf(ask(client, use === 'settle' ? allowed : join(allowed, 'own.png')));
      expect([null, 'PATH_NOT_ALLOWED', 'PLACE_NOT_ALLOWED', 'UNEXPECTED'].slice(code === null ? 1 : 0)).not.toContain(code);
    });
  });

  it('that were refused were left as they were', () => {
    expect(readdirSync(outside, { recursive: true }).sort()).toEqual(['below', 'theirs.png']);
    expect([`${allowed} too`, join(server.home, 'moved.json')].filter((path) => existsSync(path))).toEqual([]);
  });

  it('the studio does not move into its own exports', async () => {
    expect(await codeOf(client.system.moveHome({ to: join(server.parts.layout.exports, 'home') }))).toBe('PLACE_NOT_ALLOWED');
  });
});
