/** Sent with every answer of either host. */
export const safetyHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), payment=(), display-capture=()',
} as const;

/**
 * What pages of the studio may load and do: only what the studio itself serves, no script from strings. `socket` is
 * the origin of the WebSocket beside it, for browsers to which 'self' does not include it.
 */
export function contentSecurityPolicy(socket: string | null = null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${socket === null ? '' : ` ${socket}`}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of pictures and exports: whatever is in such a file, opened as a page it can do nothing. */
export const fileHeaders = { ...safetyHeaders, 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox" } as const;

/** Headers of an answer to a page, which say what it may do. */
export const pageHeaders = (socket: string | null): Record<string, string> => ({ ...safetyHeaders, 'Content-Security-Policy': contentSecurityPolicy(socket) });
