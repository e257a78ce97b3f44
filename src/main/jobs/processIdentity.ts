import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that may have ended and whose number may have been given to another since. */
export interface ProcessMark {
  readonly pid: number;
  /** When it was started, in the words of the system; null where the system does not tell. */
  readonly identity: string | null;
}

/** The start of a process, which with its number names it for good; null where it is gone or the system does not tell. */
export function identityOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold anything; state is the first field after it, the start time the twentieth.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z' || fields[0] === 'X') return null;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
    }
    if (process.platform === 'darwin') return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
    return null;
  } catch {
    // No such process, or no right to look at it.
    return null;
  }
}

/** Marks a process of this machine so that `isAlive` recognizes it later. */
export function markProcess(pid: number): ProcessMark {
  return { pid, identity: identityOf(pid) };
}

/** Whether the marked process of this machine still runs. */
export function isAlive({ pid, identity }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: there is such a process, but it belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return identity === null || identityOf(pid) === identity;
}
