import type { Call } from './command.ts';

/** The run that a command names, or `latest` where it names none. */
export function wordOrLatest(call: Pick<Call, 'words'>): string {
  return call.words[0] ?? 'latest';
}
