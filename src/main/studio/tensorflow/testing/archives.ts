import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What the server does when it is asked for an archive. */
export type Answer = 'whole' | 'missing' | 'cut' | 'stalls';

/** A server of tfjs-node's archives on this machine. */
export interface ArchiveServer {
  /** What it answers from now on. */
  library: Answer;
  addon: Answer;
  /** How often an archive was asked for. */
  asked: number;
  /** Variables that lead tfjs-node's installer here. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

function pack(folder: string, name: string, entries: readonly string[]): Buffer {
  const archive = join(folder, name);
  execFileSync('tar', ['-czf', archive, '-C', folder, ...entries]);
  return readFileSync(archive);
}

/**
 * The archives that tfjs-node's installer asks for, made of the TensorFlow that is set up for tests: the
 * library's holds a link to it, since packing it takes longer than everything else.
 */
function makeArchives(folder: string, tensorflow: string): { library: Buffer; addon: Buffer } {
  const made = join(tensorflow, 'node_modules', '@tensorflow', 'tfjs-node');
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['lib', 'napi-v8']) mkdirSync(join(folder, part), { recursive: true });
  for (const name of ['libtensorflow.so.2.9.1', 'libtensorflow_framework.so.2.9.1']) writeFileSync(join(folder, 'lib', name), '');
  symlinkSync(join(made, 'deps', 'tensorflow'), join(folder, 'tensorflow'));
  copyFileSync(join(made, 'lib', 'napi-v8', 'tfjs_binding.node'), join(folder, 'napi-v8', 'tfjs_binding.node'));
  return { library: pack(folder, 'library.tar.gz', ['lib', 'tensorflow']), addon: pack(folder, 'addon.tar.gz', ['napi-v8']) };
}

/** Serves archives from a folder of its own. */
export async function serveArchives(folder: string, tensorflow: string): Promise<ArchiveServer> {
  const archives = makeArchives(folder, tensorflow);
  const server: Server = createServer((request, response) => {
    served.asked++;
    const kind = request.url?.includes('libtensorflow-') === true ? 'library' : 'addon';
    const archive = archives[kind];
    const answer = served[kind];
    if (answer === 'missing')
      response.writeHead(404, { 'content-type': 'text/html' }).end(request.method === 'HEAD' ? undefined : '<p>There is no such file.</p>');
    else if (answer === 'cut') response.writeHead(200).end(archive.subarray(0, archive.length / 2));
    else if (answer === 'stalls') response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 20));
    else response.writeHead(200, { 'content-length': archive.length }).end(archive);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A cast: a server that listens on a port has an address of this kind.
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const served: ArchiveServer = {
    library: 'whole',
    addon: 'whole',
    asked: 0,
    environment: { TFJS_NODE_CDN_STORAGE: address, npm_config_tfjs_binding_binary_host_mirror: address },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return served;
}
