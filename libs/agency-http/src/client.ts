import type { Failure } from '@ssbtek/core';
import type { ClientTls } from '@ssbtek/tls';
import { Pool, type Dispatcher } from 'undici';
import { connector } from './connector';
import { exchange, type Exchange, type Room } from './exchange';
import type { HttpRequest, HttpResponse } from './http';
import { Pools } from './pools';
import { worthARetry } from './reasons';
import { Turnstile, type Pass, type Turn } from './turnstile';

export interface AgencyClientSettings {
  readonly url: string;
  readonly connectMs: number;
  readonly maxBytes: number;
  readonly maxConnections: number;
  readonly tls?: ClientTls;
  /** DNS name that the server's certificate must be for; the address's host when left out. */
  readonly serverName?: string;
  /** A request is sent again. */
  readonly onRetry?: () => void;
}

/** An agency's HTTP client: one pool, no redirects, no compression, bounded answers. */
export interface AgencyClient {
  /**
   * Sends one request. At most one retry, only when the connection failed before a byte was sent and time is left.
   * Resolves to the response or to a failure (`connection`, `malformed` for size and compression, redirect as
   * `http-status`). Rejects only with the signal's reason; then the connection is destroyed. `turn` is told while the
   * request waits for us: that time is not the agency's. `room`
   * is asked while an answer is read: without room the failure is `overload`.
   */
  send(
    request: HttpRequest,
    signal: AbortSignal,
    turn?: Turn,
    room?: Room,
  ): Promise<{ readonly response: HttpResponse } | { readonly failure: Failure }>;
  /** From now on requests go over connections made with these; open calls end over theirs. Throws as the making does. */
  renew(tls: ClientTls): void;
  /** Ends at once: calls still open fail. */
  close(): Promise<void>;
}

/** Connections that are opened at the same time, at most: servers take 50 and more at once, and handshakes cost us. */
const MAX_OPENING = 32;
const MAX_HEADER_BYTES = 16 * 1024;
/** Shorter than servers keep idle connections, so that few are closed just as they are used again. */
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
    connect: connector(settings.connectMs, MAX_HEADER_BYTES, settings.tls, settings.serverName),
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

/** Waits for a pass, and says so. */
async function inTurn(turnstile: Turnstile, signal: AbortSignal, turn?: Turn): Promise<Pass | Failure> {
  turn?.waits();
  const pass = await turnstile.wait(signal);
  turn?.comes();
  return pass;
}

/** Makes the client for one address. Throws when certificates or key cannot be used. */
export function agencyClient(settings: AgencyClientSettings): AgencyClient {
  const base = new URL(settings.url);
  const pools = new Pools(poolFor(base, settings));

  const turnstile = new Turnstile(settings.maxConnections, MAX_OPENING);

  const attempt = async (
    request: HttpRequest,
    signal: AbortSignal,
    turn?: Turn,
    room?: Room,
  ): Promise<Exchange> => {
    const pass = turnstile.enter() ?? (await inTurn(turnstile, signal, turn));
    if ('kind' in pass) return { failure: pass, sent: false };

    const options: Dispatcher.DispatchOptions = {
      method: request.method,
      path: pathOf(base, request.path),
      headers: headersOf(request),
      body: request.method === 'GET' ? null : request.body,
    };
    return exchange(pools.current, options, { bytes: settings.maxBytes, room }, signal, pass);
  };

  return {
    send: async (request, signal, turn, room) => {
      const first = await attempt(request, signal, turn, room);
      if ('response' in first || first.sent || !worthARetry(first.failure)) return told(first);
      settings.onRetry?.();
      return told(await attempt(request, signal, turn, room));
    },
    renew: (tls) => pools.replace(poolFor(base, { ...settings, tls })),
    close: () => pools.destroy(),
  };
}
