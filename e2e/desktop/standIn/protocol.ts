type Handler = (request: Request) => Promise<Response> | Response;

/** Schemes of the app, and what answers them. */
export const schemes = new Map<string, Handler | null>();

export const protocol = {
  registerSchemesAsPrivileged(list: readonly { scheme: string; privileges: { standard?: boolean; secure?: boolean } }[]): void {
    for (const { scheme } of list) schemes.set(scheme, null);
  },
  handle(scheme: string, handler: Handler): void {
    schemes.set(scheme, handler);
  },
};

/** What answers an address; null for what belongs to the network. */
export const handlerOf = (address: string): Handler | null => schemes.get(new URL(address).protocol.slice(0, -1)) ?? null;
