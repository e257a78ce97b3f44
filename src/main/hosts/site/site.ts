import type { StudioParts } from '../../studio/parts.ts';
import { answerPicture } from '../../studio/window/pictures.ts';
import { answerExport } from './exports.ts';
import { fileHeaders, pageHeaders } from './headers.ts';
import type { WindowFiles } from './windowFiles.ts';

/** What every host answers at addresses. */
export interface Site {
  /** An answer to any request, of which only the path counts; never rejects. `socket`: see `contentSecurityPolicy`. */
  answer(request: Request, socket: string | null): Promise<Response>;
}

/** Answers at addresses, the same for an app protocol and an HTTP server: pictures, exports, and the files of the window. */
export function openSite(files: WindowFiles, parts: StudioParts): Site {
  async function find(request: Request, pathname: string): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
    if (pathname.startsWith('/pictures/')) return answerPicture(request, parts);
    if (pathname.startsWith('/exports/')) return answerExport(request, parts.layout.exports);
    return (await files.answer(request)) ?? new Response(null, { status: 404 });
  }

  return {
    async answer(request, socket) {
      const { pathname } = new URL(request.url);
      const answer = await find(request, pathname).catch((error: unknown) => {
        parts.log.logger.error({ err: error, address: pathname }, 'an address could not be answered');
        return new Response(null, { status: 500 });
      });
      const headers = new Headers(answer.headers);
      const fences = /^\/(pictures|exports)\//.test(pathname) ? fileHeaders : pageHeaders(socket);
      for (const [name, value] of Object.entries(fences)) headers.set(name, value);
      if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
      return new Response(answer.body, { status: answer.status, headers });
    },
  };
}
