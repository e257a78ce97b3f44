import type { StudioParts } from '../parts.ts';
import { unbuilt } from './unbuilt.ts';

/** Answers `/pictures/...` for any host: an app protocol or an HTTP server. 404 for what is not a picture of the studio. */
export async function answerPicture(_request: Request, _parts: StudioParts): Promise<Response> {
  return unbuilt();
}
