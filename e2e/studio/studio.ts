import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const commandLine = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const servingSchema = z.object({ type: z.literal('serving'), address: z.string(), entrance: z.string() });

/** How long the studio may take to open and to close, in milliseconds. */
const PATIENCE = 60_000;

/** The built browser host in a process of its own. */
export interface ServedStudio {
  readonly address: string;
  /** The address with the token: what a person opens. */
  readonly entrance: string;
  readonly pid: number;
  /** Closes it as Ctrl-C does, and waits until it is gone. */
  close(): Promise<void>;
  /** Ends it at once, as a crash or a full machine would. Its engine is left alone with its work. */
  kill(): Promise<void>;
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await once(child, 'exit', { signal: AbortSignal.timeout(PATIENCE) });
}

/** Opens the built studio on a home; `allow` are folders that its windows may use. A fixed port lets windows find it again. */
export async function serveStudio(home: string, { allow = [], port = 0 }: { allow?: readonly string[]; port?: number } = {}): Promise<ServedStudio> {
  const flags = ['--home', home, '--json', '--port', String(port), ...allow.flatMap((folder) => ['--allow', folder])];
  const child = spawn(process.execPath, [commandLine, 'serve', ...flags], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let printed = '';
  const serving = await new Promise<z.infer<typeof servingSchema>>((resolve, reject) => {
    const collect = (text: string): void => {
      printed += text;
      for (const line of printed.split('\n')) {
        if (!line.startsWith('{') || !line.endsWith('}')) continue;
        const parsed = servingSchema.safeParse(JSON.parse(line));
        if (parsed.success) resolve(parsed.data);
      }
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('exit', (code) => reject(new Error(`The studio ended with ${String(code)}:\n${printed}`)));
    setTimeout(() => reject(new Error(`The studio did not open:\n${printed}`)), PATIENCE).unref();
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The studio has no process.');
  return {
    address: serving.address,
    entrance: serving.entrance,
    pid,
    async close() {
      child.kill('SIGINT');
      await gone(child);
    },
    async kill() {
      child.kill('SIGKILL');
      await gone(child);
    },
  };
}
