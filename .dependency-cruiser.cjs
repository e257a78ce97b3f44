// The arrows of the architecture: who may import whom. `npm run check -- arrows` holds them.
//
// Both tables are lists of what is allowed; everything else is refused. Adding a folder: a row here.

/** What of `jobs` belongs to both processes: the messages between them. */
const tasks = ['main/jobs/messages.ts', 'main/jobs/taskContext.ts', 'main/jobs/stageOne.ts'];

/** Folder under src -> the folders and files under src that it may import (itself always). */
const folders = {
  shared: [],

  // The engine process, from tensors up to tasks.
  'main/engine': ['shared/errors', 'shared/tensorflow.ts'],
  'main/nn': ['main/engine'],
  'main/models': ['main/nn', 'main/engine', 'shared'],
  'main/data': ['main/engine/random.ts', 'main/engine/program.ts', 'main/checkpoints/safetensors.ts', 'shared'],
  'main/checkpoints': ['main/nn/parameters.ts', 'main/engine/program.ts', 'main/engine/random.ts', 'shared'],
  'main/weights': ['main/checkpoints/safetensors.ts', 'main/engine/program.ts', 'shared'],
  'main/training': ['main/data', 'main/checkpoints', 'main/models', 'main/nn', 'main/engine', 'main/machine.ts', ...tasks, 'shared'],
  'main/inference': ['main/data', 'main/checkpoints', 'main/weights', 'main/models', 'main/nn', 'main/engine', 'main/machine.ts', ...tasks, 'shared'],
  'main/benchmark': [
    'main/training',
    'main/inference',
    'main/data',
    'main/checkpoints',
    'main/models',
    'main/nn',
    'main/engine',
    'main/machine.ts',
    ...tasks,
    'shared',
  ],
  'main/worker': ['main/training', 'main/inference', 'main/benchmark', 'main/engine', 'main/machine.ts', ...tasks, 'shared'],

  // The clock and platform of this machine, for those who hand them to the engine.
  'main/machine.ts': ['main/engine'],
  'main/machine.test.ts': ['main/machine.ts'],

  // The host process, from files up to what a person types.
  'main/catalog': ['shared'],
  'main/jobs': ['main/catalog', 'main/checkpoints', 'shared'],
  'main/studio': ['main/jobs', 'main/catalog', 'main/data', 'shared'],
  'main/hosts/site': ['main/studio', 'shared'],
  'main/hosts/uploads': ['main/data/folder.ts', 'main/hosts/site', 'main/studio', 'shared'],
  'main/hosts/transports': ['main/studio', 'shared'],
  'main/hosts/cli': ['main/studio', 'main/jobs', 'main/data', 'main/hosts/browser', 'main/hosts/site', 'shared'],
  'main/hosts/browser': ['main/data/folder.ts', 'main/hosts/site', 'main/hosts/uploads', 'main/hosts/transports', 'main/studio', 'shared'],
  'main/hosts/desktop': ['main/hosts/site', 'main/hosts/uploads', 'main/hosts/transports', 'main/studio', 'shared'],

  // The window: it knows the contract and nothing of what answers it.
  preload: [],
  renderer: ['shared'],
};

/** Inside the engine: the plain types at its top are everybody's, its rooms are not. */
const engineTypes = ['program', 'executor', 'devices', 'random', 'trial'].map((name) => `main/engine/${name}.ts`);
const engineRooms = {
  'main/engine/operations': engineTypes,
  'main/engine/trace': ['main/engine/operations', ...engineTypes],
  'main/engine/onnx': ['main/engine/trace', 'main/engine/operations', ...engineTypes],
  'main/engine/eager': engineTypes,
  'main/engine/reference': ['main/engine/eager', 'main/engine/operations', ...engineTypes],
  'main/engine/tensorflow': ['main/engine/eager', 'main/engine/trace', 'main/engine/operations', ...engineTypes],
};

/** Package -> the only folders that may import it. Packages that are not named may be imported anywhere. */
const packages = {
  electron: ['main/hosts/desktop', 'preload'],
  'onnxruntime-node': ['main/engine/onnx'],
  '@bufbuild/protobuf': ['main/engine/onnx'],
  '@tensorflow/tfjs-core': ['main/engine', 'main/nn', 'main/models'],
  '@tensorflow/tfjs-node': ['main/engine/tensorflow'],
  '@tensorflow/tfjs-backend-cpu': ['main/engine/reference', 'main/engine/operations'],
  'better-sqlite3': ['main/catalog'],
  kysely: ['main/catalog'],
  sharp: ['main/data'],
  commander: ['main/hosts/cli'],
  '@orpc/contract': ['shared/contract'],
  '@orpc/server': ['main/studio/window', 'main/hosts'],
  '@orpc/client': ['renderer', 'main/hosts/transports'],
  hono: ['main/hosts/browser'],
  '@hono/node-server': ['main/hosts/browser'],
  ws: ['main/hosts/browser', 'main/hosts/transports'],
  yauzl: ['main/weights'],
  pino: ['main/hosts', 'main/studio', 'main/worker', 'main/jobs'],
};

/** The two processes share files and messages, never code that belongs to the other: not even through a third folder. */
const processes = [
  { from: ['main/worker', 'main/training', 'main/inference', 'main/benchmark'], never: ['main/catalog', 'main/studio', 'main/hosts'] },
  {
    from: ['main/hosts', 'main/studio'],
    never: ['main/engine/onnx', 'main/engine/tensorflow', 'main/engine/trace', 'main/models', 'main/training', 'main/inference'],
  },
];

/** A test may look across the arrows, and only a test may import one. */
const tests = '\\.(test|e2e)\\.ts$|/testing/|\\.testing\\.ts$';

const escaped = (text) => text.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&');
/** A pattern for a folder under src, or for one file of it. */
const under = (name) => (name.endsWith('.ts') ? `^src/${escaped(name)}$` : `^src/${escaped(name)}/`);

const arrows = (table, scope) =>
  Object.entries(table).map(([folder, allowed]) => ({
    name: `${folder} imports only ${allowed.length > 0 ? allowed.join(', ') : 'itself'}`,
    severity: 'error',
    from: { path: under(folder), pathNot: tests },
    to: { path: scope, pathNot: [folder, ...allowed].map(under) },
  }));

module.exports = {
  forbidden: [
    ...arrows(folders, '^src/'),
    ...arrows(engineRooms, '^src/main/engine/'),
    ...Object.entries(packages).map(([name, allowed]) => ({
      name: `${name} only in ${allowed.length > 0 ? allowed.join(', ') : 'nothing yet'}`,
      severity: 'error',
      from: { path: '^(src|bin|scripts)/', pathNot: [tests, ...allowed.map(under)] },
      to: { path: [`node_modules/${escaped(name)}/`, `^${escaped(name)}(/|$)`] },
    })),
    ...processes.map(({ from, never }) => ({
      name: `${from[0]} and what it imports never reach ${never[0]}`,
      severity: 'error',
      from: { path: from.map(under), pathNot: tests },
      to: { path: never.map(under), reachable: true },
    })),
    {
      name: 'every folder of src has a row in the table',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(folders).map(under) },
      to: {},
    },
    // Types may describe each other (a graph and the table of its operators), and a table may name what is loaded when it is first needed (the
    // window's pages); code that runs may not need each other.
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } } },
    { name: 'nothing imports a test', severity: 'error', from: { pathNot: tests }, to: { path: tests } },
    { name: 'imports resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'the product imports nothing that is installed for development only',
      severity: 'error',
      // The window's packages are bundled into it.
      from: { path: '^(src|bin)/', pathNot: [tests, '^src/renderer/', '^src/(preload|main/hosts/desktop)/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'what runs before the installation imports only its own kind and Node',
      severity: 'error',
      from: { path: '^(bin|scripts)/', pathNot: tests },
      to: { pathNot: '^(bin|scripts)/', dependencyTypesNot: ['core'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types are arrows, too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/generated/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['svelte', 'import', 'node', 'default', 'types'] },
  },
};
