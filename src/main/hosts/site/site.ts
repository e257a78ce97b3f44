import type { StudioParts } from '../../studio/parts.ts';
import { answerPicture } from '../../studio/window/pictures.ts';
import { pageHeaders } from './headers.ts';
import type { WindowFiles } from './windowFiles.ts';

/** What every host answers at addresses. */
export interface Site {
  /** An answer to any request, of which only the path counts; never rejects. `socket`: see `contentSecurityPolicy`. */
  answer(request: Request, socket: string | null): Promise<Response>;
}

/** Answers at addresses, the same for an app protocol and an HTTP server: pictures, exports, and the files of the window. */
export function openSite(files: WindowFiles, parts: StudioParts): Site {
  async function find(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/pictures/')) return answerPicture(request, parts);
    return (await files.answer(request)) ?? new Response(null, { status: 404 });
  }

  return {
    async answer(request, socket) {
      let response: Response;
      try {
        response = await find(request);
      } catch (error) {
        parts.log.logger.error({ err: error, address: new URL(request.url).pathname }, 'an address could not be answered');
        response = new Response(null, { status: 500 });
      }
      const headers = new Headers(response.headers);
      for (const [name, value] of Object.entries(pageHeaders(socket))) headers.set(name, value);
      if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
      return new Response(response.body, { status: response.status, headers });
    },
  };
}
