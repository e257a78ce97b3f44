import { hostname } from 'node:os';
import { resolve } from 'node:path';
import * as z from 'zod';
import { RecastError } from '../../../../shared/errors/index.ts';
import { openBrowser } from '../../browser/openBrowser.ts';
import type { Served } from '../../browser/server.ts';
import { windowFolder } from '../../site/windowFiles.ts';
import { productVersion } from '../../../studio/doctor/parts.ts';
import type { Console } from '../console.ts';
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
  open: z.boolean().default(false),
});

const servedSchema = z.object({ home: z.string(), address: z.string(), entrance: z.string() });

/** Whom the address reaches, in words. */
function reach({ private: isPrivate, address }: Served): string {
  if (isPrivate) return 'Only browsers of this machine reach it; --host 0.0.0.0 lets others in, who need the token, too.';
  const { port } = new URL(address);
  return `Others on this network reach it and need the token${process.env['RECAST_PASSWORD'] === undefined ? '' : ' or the password'}. What is sent is not encrypted; where you do not trust the network, leave --host out and use a tunnel: ssh -L ${port}:127.0.0.1:${port} ${hostname()}`;
}

/** Opens an address in the default browser where one is asked for; says so where none can be found. */
async function open(console: Console, wanted: boolean, address: () => string): Promise<void> {
  if (wanted && !(await openBrowser(address()))) console.say('No browser could be opened here: open the address above in one.');
}

async function serve({ command, console, home }: Call): Promise<number> {
  const given = optionsSchema.parse(command.opts());
  // Loaded only here: help and wrong use need neither.
  const [{ openStudioWithParts }, { serveStudio }] = await Promise.all([import('../../../studio/studio.ts'), import('../../browser/server.ts')]);
  const { studio, parts } = await openStudioWithParts(home === null ? {} : { home });
  try {
    const served = await serveStudio({
      studio,
      parts,
      windowFolder: windowFolder(),
      host: given.host,
      port: given.port,
      names: given.name,
      allowed: given.allow.map((folder) => resolve(folder)),
      password: process.env['RECAST_PASSWORD'] ?? null,
      version: productVersion(),
    });
    console.line({ type: 'serving', address: served.address, entrance: served.entrance, home: studio.home });
    console.show(`Recast Studio is open at\n\n  ${served.entrance}\n`);
    console.say(`${reach(served)}\nCtrl-C closes it; what runs is saved.`);
    await open(console, given.open, () => served.ticket());
    await interrupted();
    console.say('Closing: what runs is saved. Press Ctrl-C again to leave at once.');
    await served.close();
    return 0;
  } catch (error) {
    if (error instanceof RecastError && error.code === 'STUDIO_SERVED_ALREADY' && given.open) {
      const { home: served, address, entrance } = servedSchema.parse(error.details);
      console.show(`The studio of ${served} is open already, at ${address}`);
      await open(console, true, () => entrance);
      return 0;
    }
    throw error;
  } finally {
    await studio.close();
  }
}

/** Waits for Ctrl-C or its like; a second one ends the program where it stands. */
function interrupted(): Promise<void> {
  return new Promise((end) => void onSignals({ first: end, second: () => process.exit(interruptedExit) }));
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
    command.option('--open', 'Open the studio in the default browser.');
    act(command, serve);
  },
};
