import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { observePage, PAGE_SCRIPT, PAGE_STYLE, type Seen } from './page.ts';

/** So long several who look see the same, ms. */
const SAME_MS = 2000;

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** A page of alerts and panels on this machine. */
export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves it on a free port of 127.0.0.1. `look` is asked when somebody looks. */
export async function startPage(look: () => Promise<Seen>): Promise<PageServer> {
  let last: { readonly at: number; readonly page: Promise<string> } | undefined;
  const page = (): Promise<string> => {
    if (!last || performance.now() - last.at > SAME_MS)
      last = { at: performance.now(), page: look().then(observePage) };
    return last.page;
  };
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', page, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(url: string, page: () => Promise<string>, response: ServerResponse): Promise<void> {
  const send = (status: number, type: string, body: string): void =>
    void response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8` }).end(body);
  if (url === '/page.css') return send(200, 'text/css', PAGE_STYLE);
  if (url === '/page.js') return send(200, 'text/javascript', PAGE_SCRIPT);
  if (url !== '/') return send(404, 'text/plain', 'There is one page here: /\n');
  try {
    send(200, 'text/html', await page());
  } catch (error) {
    send(503, 'text/plain', `Prometheus does not answer: ${error instanceof Error ? error.message : ''}\n`);
  }
}
