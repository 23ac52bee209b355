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
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '@ssbtek/parties';
import type { BusServer } from '@ssbtek/shell-transport';
import type { TlsListener } from '@ssbtek/tls';
import type { Doors } from './doors';
import { acceptShs, isShsPath, shsRefusal } from './shs-http';
import type { WhoAsks } from './who-asks';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends the request. */
    caller: Caller;
    /** Scheme and host by which the sender reached us. */
    publicOrigin: string;
  }
}

/** Limits of the HTTP layer: bytes and ms. */
const MAX_BODY_BYTES = 256 * 1024;
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
  413: `The question is larger than ${MAX_BODY_BYTES} bytes.`,
  415: 'The question must be sent as text/xml, uncompressed.',
};

/** What the application is put together from. */
export interface ApplicationParts {
  /** Reads the answer topic. */
  readonly server: BusServer;
  readonly doors: Doors;
  readonly who: WhoAsks;
  /** True once the ingress is about to stop. */
  readonly draining: () => boolean;
}

/** The framework's server: with limits, and with TLS where there is something to do it with. */
function adapterFor(tls: TlsListener | undefined): FastifyAdapter {
  // An HTTPS server is used like an HTTP server; only the framework's type for it is another one.
  const overTls = tls && {
    serverFactory: (handler: Handler) => tls.serve(handler, LIMITS) as unknown as Server,
  };
  return new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    http: LIMITS,
    logger: false,
    ...overTls,
  });
}

type Handler = Parameters<TlsListener['serve']>[0];

/** The Nest application of the ingress: SOAP over HTTP in front, the answer topic behind. */
export async function ingressApplication(
  module: DynamicModule,
  { server, doors, who, draining }: ApplicationParts,
): Promise<NestFastifyApplication> {
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
    request.caller = caller;
    request.publicOrigin = origin;
    if (who.tls?.isOutdated(socket)) void reply.header('connection', 'close');
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const encoding = request.headers['content-encoding'];
    if (!encoding || encoding === 'identity') done();
    else refuse(doors, 415, request, reply);
  });
  // A kept connection must not be the one on which the next question meets a closed door.
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining()) void reply.header('connection', 'close');
    done();
  });
  app.useGlobalFilters(new RefusalFilter(doors));
  app.connectMicroservice({ strategy: server }, { inheritAppConfig: false });
  return app;
}

/** What the HTTP layer itself refuses: too large, another content type, a path that is not there. */
@Catch()
class RefusalFilter implements ExceptionFilter {
  constructor(private readonly doors: Doors) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const status = error instanceof HttpException ? error.getStatus() : 500;
    refuse(this.doors, status, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

function refuse(doors: Doors, status: number, request: FastifyRequest, reply: FastifyReply): void {
  const hint = REFUSALS[status];
  const soapFault = hint === undefined ? undefined : doors.refused(request.url, status, hint);
  const fault = isShsPath(request.url) ? shsRefusal(status) : soapFault;
  // The body may not have been read to its end: the connection cannot be used for another question.
  void reply
    .status(status)
    .headers({ ...fault?.headers, connection: 'close' })
    .send(fault?.body ?? '');
}
