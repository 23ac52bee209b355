import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROBES, type Probe, type ProbeReport } from './health';

/** What the management port tells. */
export interface ManagementSources {
  readonly report: (probe: Probe) => ProbeReport;
  readonly metrics: (accept: string) => Promise<{ readonly contentType: string; readonly body: string }>;
  /** A request could not be answered: a fault in this program. */
  readonly failed: () => void;
}

export interface ManagementServer {
  readonly port: number;
  close(): Promise<void>;
}

const PREFIX = '/health/';

function reply(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
}

async function answer(
  sources: ManagementSources,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const probe = PROBES.find((name) => path === PREFIX + name);
  if (!probe && path !== '/metrics') return reply(response, 404, 'text/plain', 'not found\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return reply(response, 405, 'text/plain', 'method not allowed\n');
  }
  if (!probe) {
    const { contentType, body } = await sources.metrics(request.headers.accept ?? '');
    return reply(response, 200, contentType, body);
  }
  const { ok, ...detail } = sources.report(probe);
  const json = JSON.stringify({ status: ok ? 'ok' : 'unavailable', ...detail });
  return reply(response, ok ? 200 : 503, 'application/json', `${json}\n`);
}

/**
 * Serves health and metrics. Rejects when the port cannot be had. Slow and idle clients are cut off: nobody but
 * an orchestrator and a scraper has business here.
 */
export function startManagementServer(
  host: string,
  port: number,
  sources: ManagementSources,
): Promise<ManagementServer> {
  const server = createServer(
    { requestTimeout: 5000, headersTimeout: 5000, keepAliveTimeout: 5000, connectionsCheckingInterval: 1000 },
    (request, response) => {
      request.resume();
      answer(sources, request, response).catch(() => {
        sources.failed();
        response.destroy();
      });
    },
  );
  server.maxConnections = 100;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
