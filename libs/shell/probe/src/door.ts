import { agencyClient, type AgencyClient } from '@ssbtek/agency-http';
import { PROBE_HEADER } from '@ssbtek/shell-settings';
import type { Telemetry } from '@ssbtek/telemetry';
import { freshTls, type ClientTls } from '@ssbtek/tls';
import { FreshFiles } from '@ssbtek/watched-files';
import { questionTo, type Asked } from './question';
import type { Came } from './result';
import { tlsEndOf, type ProbeValues } from './settings';

/** What is read of an answer; the answer about nobody has a few hundred bytes. */
const MAX_BYTES = 64 * 1024;
/** Of each connection, TLS included. */
const CONNECT_MS = 2000;

/** What came, and the name that the mesh has given the question, as far as it said one. */
export type CameBack = Came & { readonly inquiryId?: string | undefined };

/** The way to the mesh's own door, as callers have it. */
export interface Door {
  /** Asks one version. Rejects with the signal's reason only. */
  ask(version: Asked, signal: AbortSignal): Promise<CameBack>;
  close(): Promise<void>;
}

/**
 * Opens the way, with a new connection for each question: those of a minute ago are closed by then.
 * @throws where certificate or key cannot be used
 */
export function doorAt(address: string, values: ProbeValues, telemetry: Telemetry): Door {
  const files = new FreshFiles(telemetry);
  const end = tlsEndOf(values);
  const purpose = { file: 'probe', certificates: { own: 'probe-client', ca: 'probe-ca' } } as const;
  const material = end && freshTls(files, end, purpose, telemetry, (renewed) => client.renew(renewed));
  const client = clientFor(address, values, material?.current());
  return {
    async ask({ name, namespace }, signal) {
      const came = await client.send(requestFor(name, namespace), signal);
      if ('failure' in came) return came;
      return { ...came, inquiryId: came.response.headers['x-ssbtek-inquiry-id'] };
    },
    async close() {
      files.close();
      await client.close();
    },
  };
}

const requestFor = (name: string, namespace: string) =>
  ({
    method: 'POST',
    path: `/ssbtek/${name}`,
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""', [PROBE_HEADER]: 'true' },
    body: questionTo(namespace),
  }) as const;

const clientFor = (address: string, { serverName }: ProbeValues, tls: ClientTls | undefined): AgencyClient =>
  agencyClient({
    url: address,
    connectMs: CONNECT_MS,
    maxBytes: MAX_BYTES,
    // A version that hangs keeps none of the others waiting.
    maxConnections: 8,
    ...(tls && { tls }),
    ...(serverName !== undefined && { serverName }),
  });
