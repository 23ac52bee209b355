import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REFUSALS, type Caller, type Refusal } from '@ssbtek/parties';
import type { Doors } from './doors';
import type { HttpReply } from './http-reply';
import { isShsPath, shsHttpReply } from './shs-http';

/** What is needed to turn strangers away. */
export interface TurnAwayDeps {
  readonly strangerAs: (caller: Caller) => Refusal | undefined;
  readonly doors: Pick<Doors, 'refused'>;
  /** Told of each. */
  readonly turnedAway: (refusal: Refusal, inquiryId: string) => void;
}

/** Methods without a body; what they get is for everybody: descriptions and schemas. */
const PUBLIC: readonly string[] = ['GET', 'HEAD'];
/** How long who has been answered may go on sending what nobody keeps, ms. */
const LINGER_MS = 1000;

/**
 * Answers strangers by what their request's head tells: nothing of the body is kept, read or waited for. Stands behind
 * the hook that says who the caller is, in front of everything that looks at content.
 */
export function turnStrangersAway(fastify: FastifyInstance, deps: TurnAwayDeps): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const refusal = PUBLIC.includes(request.method) ? undefined : deps.strangerAs(request.caller);
    if (refusal === undefined) return done();
    deps.turnedAway(refusal, request.inquiryId);
    const { status, headers, body } = refusalReply(request.url, refusal, deps);
    endSoon(request);
    send(reply.status(status).headers({ ...headers, connection: 'close' }), body);
  });
}

const send = (reply: FastifyReply, body: Uint8Array): void => void reply.send(body);

function refusalReply(url: string, refusal: Refusal, { doors }: TurnAwayDeps): HttpReply {
  const hint = REFUSALS[refusal];
  if (isShsPath(url))
    return shsHttpReply({
      code: refusal === 'not-connected' ? 'MissingAgreement' : 'UnknownSender',
      info: hint,
    });
  const plain = { 'content-type': 'text/plain; charset=utf-8' };
  return doors.refused(url, 500, hint) ?? { status: 403, headers: plain, body: Buffer.from(`${hint}\n`) };
}

/**
 * The connection ends once the answer is out. What is still coming is taken in and let go for a moment: closed at once,
 * it would be answered by a reset, and the caller would never see why.
 */
function endSoon({ raw: { socket } }: FastifyRequest): void {
  socket.destroySoon = () => {
    socket.end();
    socket.resume();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}
