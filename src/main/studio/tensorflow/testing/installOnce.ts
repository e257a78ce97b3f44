import { tensorflowIn } from '../installation.ts';

/** Installs into the folder named on the command line, for a test that kills this process on the way. */
const [folder] = process.argv.slice(2);
await tensorflowIn({ folder, reportFolder: `${folder}.reports`, engineEntry: undefined }).install({ gpu: false }, ({ phase }) =>
  process.stdout.write(`${phase}\n`),
);
