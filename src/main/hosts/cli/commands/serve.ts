import { resolve } from 'node:path';
import * as z from 'zod';
import { productVersion } from '../../../studio/doctor/parts.ts';
import { numberOption, textOption } from '../options/values.ts';
import { interruptedExit, onSignals } from '../signals.ts';
import type { Call, CommandRow } from './command.ts';

const defaultHost = '127.0.0.1';
const defaultPort = 5310;

const optionsSchema = z.object({
  host: z.string().default(defaultHost),
  port: z.number().default(defaultPort),
  allow: z.array(z.string()).default([]),
  name: z.array(z.string()).default([]),
});

async function serve({ command, console, home }: Call): Promise<number> {
  const { host, port, allow, name } = optionsSchema.parse(command.opts());
  const [{ openStudioWithParts }, { serveStudio }, { windowFolder }] = await Promise.all([
    import('../../../studio/studio.ts'),
    import('../../browser/server.ts'),
    import('../../site/windowFiles.ts'),
  ]);
  const { studio, parts } = await openStudioWithParts(home === null ? {} : { home });
  try {
    const served = await serveStudio({
      studio,
      parts,
      windowFolder: windowFolder(),
      host,
      port,
      names: name,
      allowed: allow.map((folder) => resolve(folder)),
      password: process.env['RECAST_PASSWORD'] ?? null,
      version: productVersion(),
    });
    console.line({ type: 'serving', address: served.address, entrance: served.entrance, home: studio.home });
    console.show(`Recast Studio is open in any browser of this machine at\n\n  ${served.entrance}\n`);
    console.say('Ctrl-C closes it; what runs is saved.');
    await new Promise<void>((end) => {
      onSignals({
        first: () => end(),
        second: () => process.exit(interruptedExit),
      });
    });
    console.say('Closing: what runs is saved.');
    await served.close();
    return 0;
  } finally {
    await studio.close();
  }
}

const collect = (given: string, before: string[] | undefined): string[] => [...(before ?? []), given];

/** `recast serve`: the studio in a browser. */
export const serveCommand: CommandRow = {
  summary: 'Open the studio in a browser, on this machine or for others.',
  examples: [
    { purpose: 'On this machine', type: 'serve' },
    { purpose: 'On a machine with a GPU, with its folder of pictures, used from elsewhere', type: 'serve --host 0.0.0.0 --allow /data/pictures' },
  ],
  define(command, act) {
    command.addOption(textOption('--host', 'address', `The address to listen on; 0.0.0.0 for all networks of this machine (default ${defaultHost}).`));
    command.addOption(
      numberOption({ flag: '--port', whole: true, min: 0, max: 65_535, unit: '' }, 'The port to listen on; 0 takes any that is free.', defaultPort),
    );
    command.addOption(
      textOption('--allow', 'folder', 'A folder of this machine that the window may browse and use; may be given several times.').argParser(collect),
    );
    command.addOption(textOption('--name', 'host', 'A further name of this machine, as others type it; may be given several times.').argParser(collect));
    act(command, serve);
  },
};
