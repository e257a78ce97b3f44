import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addonPath, installedPackage } from '../load.ts';

/** Where `npm run tensorflow:test-setup` puts TensorFlow. */
const testFolder = join(import.meta.dirname, '..', '..', '..', '..', '..', '.tensorflow');

function find(): string | null {
  const folder = process.env['RECAST_TENSORFLOW'] ?? testFolder;
  const found = existsSync(folder) ? installedPackage(folder) : undefined;
  return found !== undefined && addonPath(found.path) !== undefined ? folder : null;
}

/** The folder of the TensorFlow that tests use, or null where there is none: then they are skipped, which is said here. */
export const testedTensorflow = find();

if (testedTensorflow === null)
  process.stderr.write('skipped: the tests of the TensorFlow executor, because there is no TensorFlow; `npm run tensorflow:test-setup` installs one.\n');
