import type { FromEngine, ToEngine } from '../jobs/messages.ts';
import { fromEngineSchema, toEngineSchema } from '../jobs/messages.ts';

/** The engine's end of the pipe between it and its host. */
export interface Pipe {
  /** Sends, in order. Does nothing once the host is gone. Throws where a message does not have its form. */
  send(message: FromEngine): void;
  /** Resolves when everything sent has left this process. */
  flushed(): Promise<unknown>;
}

/**
 * Opens the pipe that Node made when the host forked this process. Messages of the host that do not
 * have their form are thrown, on the event loop: they are a fault in the program.
 */
export function openPipe(onMessage: (message: ToEngine) => void, onHostGone: () => void): Pipe {
  let last: Promise<unknown> = Promise.resolve();
  process.on('message', (message) => {
    onMessage(toEngineSchema.parse(message));
  });
  process.on('disconnect', onHostGone);
  return {
    send(message) {
      const checked = fromEngineSchema.parse(message);
      if (process.send === undefined || !process.connected) return;
      const left = Promise.withResolvers<undefined>();
      // An error here means that the host has gone meanwhile, which `disconnect` tells as well.
      process.send(checked, undefined, undefined, () => {
        left.resolve(undefined);
      });
      last = left.promise;
    },
    flushed: () => last,
  };
}
