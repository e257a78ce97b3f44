import type { HostDescription } from '../../shared/contract/host.ts';
import { connection, studio } from '../connection/connection.svelte.ts';

let description = $state.raw<HostDescription | null>(null);
let asked: Promise<HostDescription> | null = null;

/** What the window's surroundings can do. Throws where they cannot be asked. */
export function hostDescription(): Promise<HostDescription> {
  asked ??= studio.host.describe().then(
    (answer) => (description = answer),
    (error: unknown) => {
      asked = null;
      throw error;
    },
  );
  return asked;
}

/** The same where it is known already; null until then. Reactive. */
export const host = (): HostDescription | null => description;

/** Asks as soon as there is a connection. Call within an effect root. */
export function watchHost(): void {
  $effect(() => {
    if (connection.generation > 0) hostDescription().catch(() => undefined);
  });
}
