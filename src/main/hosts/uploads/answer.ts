import { RecastError } from '../../../shared/errors/index.ts';
import { jsonAnswer } from '../site/jsonAnswer.ts';
import type { Received } from './receive.ts';
import type { Uploads } from './uploads.ts';

/** What a window is told of a body that it sent. After `part` and `elsewhere` it goes on from `arrived`. */
const uploadStatus = { whole: 200, part: 202, unknown: 404, elsewhere: 409, tooMuch: 413, noRoom: 507 } as const satisfies Record<Received['outcome'], number>;

const wholeNumber = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

/** Takes the body of `PUT /uploads/<id>/<index>?from=N` from a window that has entered. */
export async function answerUpload(request: Request, uploads: Pick<Uploads, 'receive'>): Promise<Response> {
  // What is packed could unpack to anything.
  if (request.headers.has('content-encoding')) return jsonAnswer(415, {});
  const { pathname, searchParams } = new URL(request.url);
  const [, , id = '', place = '', ...more] = pathname.split('/');
  const [index, from] = [place, searchParams.get('from') ?? '0'].map(wholeNumber);
  if (more.length > 0 || index === null || index === undefined || from === null || from === undefined) return jsonAnswer(400, {});
  const received = await uploads.receive(id, index, from, request.body).catch((error: unknown) => {
    if (error instanceof RecastError) return { outcome: 'unknown' } as const;
    throw error;
  });
  return jsonAnswer(uploadStatus[received.outcome], 'arrived' in received ? { arrived: received.arrived } : {});
}
