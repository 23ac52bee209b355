import { MOST_ANSWER_BYTES, type Came } from '@ssbtek/portal-pages';
import type { SendQuestion } from './trial';

/** Longer than the mesh's own time for an answer. */
const TIMEOUT_MS = 40_000;
/** What an id of an inquiry looks like; anything else is not repeated to the reader. */
const INQUIRY_ID = /^[\w-]{1,64}$/;

/** Asks the mesh as any caller does, and takes no more of the answer than can be shown. */
export const sendQuestion: SendQuestion = async ({ address, contentType, body }) => {
  const startedAt = performance.now();
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const bytes = await bodyOf(response);
    if (!bytes) return { kind: 'nothing', why: 'large' };
    const id = response.headers.get('x-ssbtek-inquiry-id') ?? '';
    return {
      kind: 'answer',
      status: response.status,
      body: bytes,
      headers: Object.fromEntries(response.headers),
      inquiryId: INQUIRY_ID.test(id) ? id : undefined,
      durationMs: performance.now() - startedAt,
    };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return { kind: 'nothing', why: late ? 'timeout' : 'unreachable' } satisfies Came;
  }
};

/** The body as a whole; undefined when it is larger than what is shown. The rest of it is not waited for. */
async function bodyOf(response: Response): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (!response.body) return Buffer.alloc(0);
  for await (const piece of response.body as ReadableStream<Uint8Array>) {
    size += piece.length;
    if (size > MOST_ANSWER_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
