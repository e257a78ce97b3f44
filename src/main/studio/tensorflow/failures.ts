/** Why an installation failed and what to do about it, as sentences. */
export interface Failure {
  readonly reason: string;
  readonly remedy: string;
}

const proxy = 'Where a proxy is needed, name it in the environment variable HTTPS_PROXY and in npm ("npm config set proxy").';

/** What npm, tfjs-node's installer and node-gyp print, the telling ones first. */
const known: readonly (readonly [RegExp, Failure])[] = [
  [/ENOSPC|EDQUOT|no space left/i, { reason: 'the disk is full.', remedy: 'Make room (TensorFlow takes up to 3 GB) and try again.' }],
  [
    /CERT_|self[- ]signed certificate|unable to get (?:local )?issuer certificate/i,
    { reason: 'the server showed a certificate that is not trusted here, as behind a proxy that opens connections.', remedy: proxy },
  ],
  [/\b407\b|Proxy Authentication Required|tunneling socket could not be established/i, { reason: 'the proxy refused the connection.', remedy: proxy }],
  [
    /gyp ERR! find (?:Python|VS)|not found: (?:make|python)|(?:make|cc|c\+\+|g\+\+|clang): (?:command )?not found|spawn (?:make|python\S*) ENOENT|gyp ERR! build error/i,
    {
      reason: 'there is no ready-made addon for this computer, and none could be compiled.',
      remedy:
        'Install a C++ compiler, make and Python 3 (Linux: build-essential; macOS: xcode-select --install; Windows: Visual Studio Build Tools), and try again.',
    },
  ],
  [
    /TAR_BAD_ARCHIVE|Z_DATA_ERROR|Z_BUF_ERROR|incorrect header check|unexpected end of file|Unrecognized archive format|invalid (?:zip|archive)|ERR_STREAM_PREMATURE_CLOSE|\baborted\b/i,
    {
      reason: 'what the server sent is not the archive, or not all of it.',
      remedy: 'Try again later; a proxy or a mirror that answers with a page of its own does this, too.',
    },
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|socket hang up|network/i,
    { reason: 'the server could not be reached.', remedy: `Check the connection. ${proxy}` },
  ],
  [/E404|404 Not Found/i, { reason: 'the server does not have it.', remedy: 'Check the registry or mirror that npm is set to.' }],
];

/** The last telling line of what a program printed. */
function lastLine(output: string): string {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  return (
    lines.findLast((line) => line !== '' && !/^(?:npm (?:error|ERR!)\s*$|at |Node\.js v|npm (?:error|ERR!) A complete log|\/|\}|npm notice)/.test(line)) ?? ''
  );
}

/** What the output of a failed step says. */
export function failureOf(output: string): Failure {
  for (const [pattern, failure] of known) if (pattern.test(output)) return failure;
  const line = lastLine(output).slice(0, 300);
  return { reason: line === '' ? 'it ended without a word.' : `the last words were: ${line}`, remedy: 'Try again; `recast doctor` examines this machine.' };
}

/** The libraries that TensorFlow says it could not load: `libcudart.so.11.0`. */
export function missingLibraries(output: string): string[] {
  return [...new Set([...output.matchAll(/Could not load dynamic library '([^']+)'/g)].map(([, library]) => library))];
}

/** Milliseconds that a server has for saying whether it has an archive. */
const PATIENCE = 5_000;

/** tfjs-node's installer takes whatever it is sent for the archive that it prints: the server is asked once more whether it has it. */
export async function refusalOf(output: string): Promise<Failure | undefined> {
  const address = output.match(/https?:\/\/\S+\.(?:tar\.gz|zip)/)?.[0];
  if (address === undefined) return undefined;
  try {
    const { ok, status } = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE) });
    return ok
      ? undefined
      : {
          reason: `the server answered ${status} for ${address}.`,
          remedy: 'Try again later, or name a mirror in the environment variable TFJS_NODE_CDN_STORAGE.',
        };
  } catch {
    // It cannot be reached now, which the output says as well.
    return undefined;
  }
}
