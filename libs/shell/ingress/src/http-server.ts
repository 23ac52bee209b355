import type { Server } from 'node:http';
import {
  Catch,
  HttpException,
  type ArgumentsHost,
  type DynamicModule,
  type ExceptionFilter,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { v7 as newInquiryId } from 'uuid';
import type { ByteBudget } from '@ssbtek/core';
import { LARGEST_QUESTION_BYTES } from '@ssbtek/messaging';
import type { Caller } from '@ssbtek/parties';
import type { BusServer } from '@ssbtek/shell-transport';
import type { TlsListener } from '@ssbtek/tls';
import type { Doors } from './doors';
import { INQUIRY_ID_HEADER } from './http-reply';
import { Room, hasBody } from './room';
import type { Told } from './told';
import { acceptShs, isShsPath, shsRefusal, MAX_MESSAGE_BYTES } from './shs-http';
import { turnStrangersAway } from './turn-away';
import { wayBack, type WayBack } from './way-back';
import type { WhoAsks } from './who-asks';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the inquiry that the request is, if it asks. */
    inquiryId: string;
    /** Who sends the request. */
    caller: Caller;
    /** Scheme and host by which the sender reached us. */
    publicOrigin: string;
    /** To whoever waits for the answer. */
    back: WayBack;
    /** What the question takes of the memory that may be held; of requests with a body. */
    room?: Room;
  }
}

/** Limits of the HTTP layer: bytes and ms. */
const MAX_HEADER_BYTES = 16 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
/** Longer than what load balancers and clients keep an idle connection, so that they close first. */
const KEEP_ALIVE_MS = 75_000;
const LIMITS = {
  maxHeaderSize: MAX_HEADER_BYTES,
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
};

/** Why the HTTP layer turned a request away; the texts are for the integrator. */
const REFUSALS: Readonly<Record<number, string>> = {
  413: `Frågan är större än ${LARGEST_QUESTION_BYTES} byte.`,
  415: 'Frågan måste skickas som text/xml, okomprimerad.',
};

/** What the application is put together from. */
export interface ApplicationParts extends Told {
  /** Reads the answer topic. */
  readonly server: BusServer;
  readonly doors: Doors;
  readonly who: WhoAsks;
  /** Bytes of questions and answers that may be held. */
  readonly budget: ByteBudget;
  /** True once the ingress is about to stop. */
  readonly draining: () => boolean;
}

/** The framework's server: with limits, and with TLS where there is something to do it with. */
function adapterFor(tls: TlsListener | undefined): FastifyAdapter {
  // An HTTPS server is used like an HTTP server; only the framework's type for it is another one.
  const overTls = tls && {
    serverFactory: (handler: Handler) =>
      tls.serve(handler, { ...LIMITS, allowHalfOpen: true }) as unknown as Server,
  };
  return new FastifyAdapter({
    bodyLimit: LARGEST_QUESTION_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    http: LIMITS,
    logger: false,
    // People write addresses by hand, and libraries put slashes behind them.
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    ...overTls,
  });
}

type Handler = Parameters<TlsListener['serve']>[0];

/** The Nest application of the ingress: SOAP over HTTP in front, the answer topic behind. */
export async function ingressApplication(
  module: DynamicModule,
  parts: ApplicationParts,
): Promise<NestFastifyApplication> {
  const { server, doors, who, turnedAway, budget, draining } = parts;
  const adapter = adapterFor(who.tls);
  const options = { logger: false, bodyParser: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(/^text\/xml\b/i, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  acceptShs(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    const { headers, socket, protocol, host } = request;
    const { caller, origin } = who.know({ headers, socket, protocol, host });
    request.inquiryId = newInquiryId();
    if (asks(request)) void reply.header(INQUIRY_ID_HEADER, request.inquiryId);
    request.caller = caller;
    request.publicOrigin = origin;
    request.back = wayBack(socket, reply);
    if (who.tls?.isOutdated(socket)) void reply.header('connection', 'close');
    done();
  });
  turnStrangersAway(fastify, { strangerAs: who.strangerAs, doors, turnedAway });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isPlain(request.headers['content-encoding'])) done();
    else refuse(parts, 415, request, reply);
  });
  makeRoom(fastify, parts, budget);
  // A kept connection must not be the one on which the next question meets a closed door.
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining()) void reply.header('connection', 'close');
    done();
  });
  // Who has closed only the sending side is still waiting: Node would close the other one.
  Object.assign(app.getHttpServer(), { httpAllowHalfOpen: true });
  app.useGlobalFilters(new RefusalFilter(parts));
  app.connectMicroservice({ strategy: server }, { inheritAppConfig: false });
  return app;
}

const asks = ({ method }: FastifyRequest): boolean => method === 'POST';

/** What refusing takes. */
type Refusing = Pick<ApplicationParts, 'doors' | 'refused'>;

/** Each question takes room before its body is read, or is refused. */
function makeRoom(fastify: FastifyInstance, parts: Refusing, budget: ByteBudget): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!hasBody(request)) return done();
    const room = new Room(budget);
    request.room = room;
    // Also of a caller who has gone: what is held for them is let go of.
    reply.raw.once('close', () => room.end());
    const most = isShsPath(request.url) ? MAX_MESSAGE_BYTES : LARGEST_QUESTION_BYTES;
    if (room.takeQuestion(request.headers['content-length'], most)) done();
    else noRoom(parts, request, reply);
  });
}

/** What the HTTP layer itself refuses: too large, another content type, a path that is not there. */
@Catch()
class RefusalFilter implements ExceptionFilter {
  constructor(private readonly parts: Refusing) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const status = error instanceof HttpException ? error.getStatus() : 500;
    refuse(this.parts, status, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** No coding at all, by whatever name and however often it is said (RFC 9110, 8.4). */
const isPlain = (contentEncoding = ''): boolean =>
  contentEncoding.split(',').every((coding) => /^(?:identity)?$/i.test(coding.trim()));

/** Refused as overload is. The body is not read: the connection cannot be used for another question. */
function noRoom({ doors, refused: told }: Refusing, request: FastifyRequest, reply: FastifyReply): void {
  const soapFault = doors.noRoom(request.url, request);
  const refused = isShsPath(request.url) ? shsRefusal(503) : soapFault;
  if (!soapFault) told(request.inquiryId, 503);
  void reply
    .status(503)
    .headers({ 'retry-after': '1', ...refused?.headers, connection: 'close' })
    .send(refused?.body ?? '');
}

function refuse(
  { doors, refused }: Refusing,
  status: number,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (asks(request)) refused(request.inquiryId, status);
  const hint = REFUSALS[status];
  const soapFault = hint === undefined ? undefined : doors.refused(request.url, status, hint);
  const fault = isShsPath(request.url) ? shsRefusal(status) : (soapFault ?? doors.nothingAt(status));
  // The body may not have been read to its end: the connection cannot be used for another question.
  void reply
    .status(status)
    .headers({ ...fault?.headers, connection: 'close' })
    .send(fault?.body ?? '');
}
