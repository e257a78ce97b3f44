import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** A Vulkan driver that runs on the processor, as environment variables of a process that is to use it. */
export interface SoftwareVulkan {
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/**
 * Unpacks SwiftShader from the Chromium that comes with the development packages, so that the WebGPU
 * path runs for real on a machine without a graphics card. Returns the reason where it cannot.
 */
export function unpackSoftwareVulkan(): SoftwareVulkan | string {
  const system = `${process.platform}-${process.arch}`;
  if (system !== 'linux-x64') return `the software Vulkan driver is packaged for linux-x64, this is ${system}`;
  const folder = mkdtempSync(join(tmpdir(), 'recast-vulkan-'));
  try {
    const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
    const archive = join(folder, 'swiftshader.tar');
    const packed = [join(packageFolder, '..', 'bin'), join(packageFolder, 'bin')].map((bin) => join(bin, 'swiftshader.tar.br'));
    writeFileSync(archive, brotliDecompressSync(readFirst(packed)));
    execFileSync('tar', ['-xf', archive, '-C', folder]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return `the software Vulkan driver could not be unpacked: ${error instanceof Error ? error.message : String(error)}`;
  }
  return {
    environment: { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function readFirst(paths: readonly string[]): Buffer {
  let failure: unknown;
  for (const path of paths) {
    try {
      return readFileSync(path);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
