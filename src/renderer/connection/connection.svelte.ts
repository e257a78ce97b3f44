import type { ClientContext, ClientLink } from '@orpc/client';
import { createORPCClient, DynamicLink } from '@orpc/client';
import type { StudioClient } from '../../shared/contract/index.ts';
import { waitBefore } from './backoff.ts';
import { ConnectionLost } from './failure.ts';
import type { Transport } from './transport.ts';
import { openTransport } from './transport.ts';

/** How long a call waits for a connection that is on its way back, in milliseconds. */
const patience = 8000;

/**
 * The way to the studio. It comes back by itself after it was lost; calls made meanwhile wait a little for it. Streams end with
 * an error when the connection goes: whoever reads one asks again when `generation` has grown.
 */
class Connection {
  /** `first` until the first connection stands. */
  state = $state<'first' | 'open' | 'lost'>('first');
  /** Counts connections. */
  generation = $state(0);
  #open = Promise.withResolvers<ClientLink<ClientContext>>();
  #hurry: () => void = () => undefined;

  readonly #openWay: () => Promise<Transport>;

  constructor(openWay: () => Promise<Transport>) {
    this.#openWay = openWay;
  }

  /** Connects, and again whenever the connection is lost. Never ends. */
  async keep(): Promise<never> {
    const hurry = (): void => this.#hurry();
    window.addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    for (let attempt = 0; ;) {
      try {
        const transport = await this.#openWay();
        attempt = 0;
        this.state = 'open';
        this.generation++;
        this.#open.resolve(transport.link);
        await transport.closed;
        this.#open = Promise.withResolvers();
      } catch {
        // Not reachable yet; the next attempt tells.
      }
      if (this.state === 'open' || attempt > 1) this.state = 'lost';
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitBefore(attempt++));
        this.#hurry = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** The way that is open; waits a little for one. Throws `ConnectionLost`. */
  async link(): Promise<ClientLink<ClientContext>> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new ConnectionLost()), patience);
    try {
      return await Promise.race([this.#open.promise, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** This window's connection. */
export const connection = new Connection(openTransport);

/** Everything that may be asked of the studio. */
export const studio: StudioClient = createORPCClient(new DynamicLink(() => connection.link()));
