import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Notification {
  readonly alerts: ReadonlyArray<{ readonly labels: Readonly<Record<string, string>> }>;
}

/** Somebody whom Alertmanager tells of alerts: a pager and a ticket system. */
export interface Notified {
  readonly webhooks: { readonly page: string; readonly ticket: string };
  /** Names of the alerts that came to each. */
  readonly heard: { readonly page: ReadonlySet<string>; readonly ticket: ReadonlySet<string> };
  stop(): Promise<void>;
}

/** Listens on a free port. */
export async function startNotified(): Promise<Notified> {
  const heard = { page: new Set<string>(), ticket: new Set<string>() };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const who = request.url === '/page' ? heard.page : heard.ticket;
      const { alerts } = JSON.parse(Buffer.concat(chunks).toString()) as Notification;
      for (const { labels } of alerts) who.add(labels['alertname'] ?? '');
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    webhooks: { page: `${url}/page`, ticket: `${url}/ticket` },
    heard,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
