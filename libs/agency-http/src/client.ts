import type { Failure } from '@ssbtek/core';
import type { TlsTexts } from '@ssbtek/tls';
import { Pool, type Dispatcher } from 'undici';
import { connector } from './connector';
import { exchange, type Exchange } from './exchange';
import { Pools } from './pools';
import { worthARetry } from './reasons';

/** Same shape as the kit's request; repeated here because adapters do not know the kit. */
export interface HttpRequest {
  readonly method: 'POST' | 'GET';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A complete answer within the size limit. Header names in lower case. */
export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface AgencyClientSettings {
  readonly url: string;
  readonly connectMs: number;
  readonly maxBytes: number;
  readonly maxConnections: number;
  readonly tls?: TlsTexts;
}

/** An agency's HTTP client: one pool, no redirects, no compression, bounded answers. */
export interface AgencyClient {
  /**
   * Sends one request. At most one retry, only when the connection failed before a byte was sent and time is left.
   * Resolves to the response or to a failure (`connection`, `malformed` for size and compression, redirect as
   * `http-status`). Rejects only with the signal's reason; then the connection is destroyed.
   */
  send(
    request: HttpRequest,
    signal: AbortSignal,
  ): Promise<{ readonly response: HttpResponse } | { readonly failure: Failure }>;
  /** How often a request was sent again, since the client was made. */
  retries(): number;
  /** From now on requests go over connections made with these; open calls end over theirs. Throws as the making does. */
  renew(tls: TlsTexts): void;
  /** Ends at once: calls still open fail. */
  close(): Promise<void>;
}

const MAX_HEADER_BYTES = 16 * 1024;
const KEEP_ALIVE_MS = 4000;
const KEEP_ALIVE_MAX_MS = 60_000;

/** Set by the client and by nobody else: framing, and the name that the server's certificate is checked against. */
const OWN_HEADERS = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'expect',
];

function headersOf(request: HttpRequest): Record<string, string> {
  const given = Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()));
  return { ...Object.fromEntries(given), 'accept-encoding': 'identity' };
}

/** The address's own path with the request's added, without a double slash between them. */
function pathOf(base: URL, path: string): string {
  const start = path.startsWith('/') ? base.pathname.replace(/\/$/, '') : base.pathname;
  return start + path + base.search;
}

function poolFor(base: URL, settings: AgencyClientSettings): Pool {
  return new Pool(base.origin, {
    pipelining: 1,
    connections: settings.maxConnections,
    connect: connector(settings.connectMs, settings.tls),
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
    // The caller's signal is the only clock.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** What the caller is told of an attempt. */
const told = (attempt: Exchange): { readonly response: HttpResponse } | { readonly failure: Failure } =>
  'response' in attempt ? attempt : { failure: attempt.failure };

/** Makes the client for one address. Throws when certificates or key cannot be used. */
export function agencyClient(settings: AgencyClientSettings): AgencyClient {
  const base = new URL(settings.url);
  const pools = new Pools(poolFor(base, settings));
  let retries = 0;

  const attempt = (request: HttpRequest, signal: AbortSignal) => {
    const options: Dispatcher.DispatchOptions = {
      method: request.method,
      path: pathOf(base, request.path),
      headers: headersOf(request),
      body: request.method === 'GET' ? null : request.body,
    };
    return exchange(pools.current, options, settings.maxBytes, signal);
  };

  return {
    send: async (request, signal) => {
      const first = await attempt(request, signal);
      if ('response' in first || first.sent || !worthARetry(first.failure)) return told(first);
      retries++;
      return told(await attempt(request, signal));
    },
    retries: () => retries,
    renew: (tls) => pools.replace(poolFor(base, { ...settings, tls })),
    close: () => pools.destroy(),
  };
}
