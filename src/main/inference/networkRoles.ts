import { basename, extname } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { RecognizedNetwork } from '../models/cyclegan/recognize.ts';
import type { WeightsFile } from '../weights/open.ts';

/** A network of a CycleGAN by the reference's name. */
export type NetworkName = 'netG_A' | 'netG_B' | 'netD_A' | 'netD_B';

/** A network that was found in a file. */
export interface FoundNetwork {
  readonly file: WeightsFile;
  readonly network: RecognizedNetwork;
  /** What the generator of this file was said to do. */
  readonly direction: 'a2b' | 'b2a' | null;
  /** For people: what it is and of which file. */
  readonly title: string;
}

const names = { generator: ['netG_A', 'netG_B'], discriminator: ['netD_A', 'netD_B'] } as const;

/** What people call networks: `netG_A`, `G_A`, `latest_net_G_A`, `G_A2B`, `gen_AB`, `generatorA`; what comes after it is a or b, and where it leads. */
const patterns = {
  generator: /(?:^|[^a-z])(?:net)?_?g(?:en|enerator)?_?(?:(a|a2b|ab|atob)|(b|b2a|ba|btoa))$/,
  discriminator: /(?:^|[^a-z])(?:net)?_?d(?:is|isc|iscriminator)?_?(?:(a)|(b))$/,
} as const;

/** Which of its kind a text says a network is, or undefined where it says nothing. */
function roleIn(text: string, role: RecognizedNetwork['role']): NetworkName | undefined {
  const match = patterns[role].exec(text.toLowerCase());
  if (match === null) return undefined;
  return names[role][match[1] === undefined ? 1 : 0];
}

const ofDirection = { a2b: 'netG_A', b2a: 'netG_B' } as const;

/** Which network it was said to be, else by its prefix in the file, else by the file's name. */
function roleOf({ file, network, direction }: FoundNetwork): NetworkName | undefined {
  if (direction !== null && network.role === 'generator') return ofDirection[direction];
  const words = network.prefix.split('.').filter((word) => word !== '');
  const told = words.map((word) => roleIn(word, network.role)).find((name) => name !== undefined);
  return told ?? roleIn(basename(file.path, extname(file.path)), network.role);
}

/**
 * Says which network is which: as was said, else by its name in the file (`netG_A.`), else by the file's (`latest_net_G_A.pth`);
 * what is called nothing takes the free places in order: the first generator turns a into b.
 *
 * @throws WEIGHTS_NO_GENERATOR, WEIGHTS_TOO_MANY
 */
export function assignRoles(found: readonly FoundNetwork[]): ReadonlyMap<NetworkName, FoundNetwork> {
  if (!found.some(({ network }) => network.role === 'generator')) {
    throw RecastError.of('WEIGHTS_NO_GENERATOR', { paths: [...new Set(found.map(({ file }) => file.path))] });
  }
  const roles = new Map<NetworkName, FoundNetwork>();
  const unnamed: FoundNetwork[] = [];
  for (const one of found) {
    const name = roleOf(one);
    if (name === undefined) unnamed.push(one);
    else if (roles.has(name)) throw RecastError.of('WEIGHTS_TOO_MANY', { what: name, names: [roles.get(name)?.title ?? '', one.title] });
    else roles.set(name, one);
  }
  for (const one of unnamed) {
    const free = names[one.network.role].find((name) => !roles.has(name));
    if (free === undefined) {
      const alike = found.filter(({ network }) => network.role === one.network.role);
      throw RecastError.of('WEIGHTS_TOO_MANY', { what: `the ${one.network.role}s`, names: alike.map(({ title }) => title) });
    }
    roles.set(free, one);
  }
  // In the order of the reference, whatever the order of the files.
  return new Map(
    Object.values(names)
      .flat()
      .flatMap((name): [NetworkName, FoundNetwork][] => {
        const one = roles.get(name);
        return one === undefined ? [] : [[name, one]];
      }),
  );
}
