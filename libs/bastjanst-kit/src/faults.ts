import type { AgencyResponse } from './exchange';

/**
 * Broken transport that the simulator can play (control API and personas). The first group spoils a finished
 * answer and is done by {@link spoil}; the second needs the socket and belongs to the simulator's host.
 */
export const SPOILED_ANSWERS = ['garbage', 'empty', 'half', 'html', 'redirect', 'status-503'] as const;
export const SOCKET_FAULTS = ['reset', 'drip', 'huge', 'gzip-bomb'] as const;
export type SpoiledAnswer = (typeof SPOILED_ANSWERS)[number];
export type SocketFault = (typeof SOCKET_FAULTS)[number];
/**
 * `garbage` bytes that are no text, `empty` body, `half` the body with its full status, `html` page with status
 * 200, `redirect` 302, `status-503` with an HTML page; `reset` closes the connection without an answer, `drip`
 * sends one byte a second, `huge` more than any limit, `gzip-bomb` a small body that unpacks to a huge one.
 */
export type SimulatedFault = SpoiledAnswer | SocketFault;

const HTML = new TextEncoder().encode('<html><body><h1>Service Unavailable</h1><br></body></html>');
const page = (status: number, reason: string): AgencyResponse => ({
  status,
  reason,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: HTML,
});

/** The answer as the fault leaves it. */
export function spoil(fault: SpoiledAnswer, answer: AgencyResponse): AgencyResponse {
  switch (fault) {
    case 'garbage':
      return { ...answer, body: Uint8Array.from({ length: 512 }, (_, i) => (i * 167 + 255) % 256) };
    case 'empty':
      return { ...answer, body: new Uint8Array() };
    case 'half':
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case 'html':
      return page(200, 'OK');
    case 'redirect':
      return { ...page(302, 'Found'), headers: { location: 'http://127.0.0.1:9/elsewhere' } };
    case 'status-503':
      return page(503, 'Service Unavailable');
  }
}
