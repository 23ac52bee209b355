import { join } from 'node:path';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { USUAL_PORTS, type WantedPort } from '../ports/usual.ts';

/** A port that the mesh takes on this machine, and for what. */
export interface PlannedPort extends WantedPort {
  /** Whether a browser shows something there. */
  readonly page?: string;
}

/** One process of the mesh. */
export interface Planned {
  /** Name of the app. */
  readonly app: string;
  readonly managementPort: number;
  readonly env: Readonly<Record<string, string>>;
}

/** The whole mesh on one machine: what runs, in the order of its start, and where. */
export interface Plan {
  readonly kafkaPort: number;
  readonly processes: readonly Planned[];
  readonly ports: readonly PlannedPort[];
  readonly portal: string;
  readonly ingress: string;
}

/** Where everything listens: as usual, unless a first port is given: then there and behind it, in this order. */
function portsFrom(first: number | undefined): typeof USUAL_PORTS {
  if (first === undefined) return USUAL_PORTS;
  return { portal: first, ingress: first + 1, simulator: first + 2, kafka: first + 3, management: first + 4 };
}

const at = (port: number): string => `http://127.0.0.1:${port}`;

/** Files with keys, which processes read. */
export const keyFiles = (folder: string) => ({
  payload: join(folder, 'keys.json'),
  audit: join(folder, 'audit-keys.json'),
});

/** What `npm run mesh` runs, with its files in this folder. */
export function planOf(folder: string, first?: number): Plan {
  const { portal, ingress, simulator, kafka, management } = portsFrom(first);
  const keys = keyFiles(folder);
  const bus = {
    SSBTEK_KAFKA_BROKERS: `127.0.0.1:${kafka}`,
    SSBTEK_KAFKA_REPLICATION_FACTOR: '1',
    SSBTEK_PAYLOAD_KEYS_FILE: keys.payload,
  };
  const workers = BASTJANSTER.map(({ descriptor: { kod }, protocols }) => {
    const urls = protocols.map((one) => [
      one.urlVariable,
      `${at(simulator)}/${kod}${one.simulatorPath}`,
    ]) as ReadonlyArray<readonly [string, string]>;
    return { app: `worker-${kod}`, env: { ...bus, ...Object.fromEntries(urls) } };
  });
  const apps = [
    { app: 'simulator', env: { SSBTEK_SIMULATOR_PORT: String(simulator) } },
    { app: 'aggregator', env: bus },
    ...workers,
    {
      app: 'ingress',
      env: { ...bus, SSBTEK_AUDIT_KEYS_FILE: keys.audit, SSBTEK_HTTP_PORT: String(ingress) },
    },
    {
      app: 'portal',
      env: {
        SSBTEK_PORTAL_PORT: String(portal),
        SSBTEK_PORTAL_SERVICE_URL: at(ingress),
        SSBTEK_PORTAL_ENVIRONMENT: 'simulator',
        SSBTEK_KAFKA_BROKERS: bus.SSBTEK_KAFKA_BROKERS,
        SSBTEK_KAFKA_REPLICATION_FACTOR: bus.SSBTEK_KAFKA_REPLICATION_FACTOR,
      },
    },
    { app: 'probe', env: { SSBTEK_PROBE_URL: at(ingress) } },
  ];
  const processes = apps.map(({ app, env }, index) => {
    const managementPort = management + index;
    return { app, managementPort, env: { ...env, SSBTEK_MANAGEMENT_PORT: String(managementPort) } };
  });
  return {
    kafkaPort: kafka,
    processes,
    portal: at(portal),
    ingress: at(ingress),
    ports: [
      { port: portal, what: 'portal', page: '/' },
      { port: ingress, what: 'ingress', page: '/ssbtek/v1?wsdl' },
      { port: simulator, what: 'simulator', page: '/control/csn' },
      { port: kafka, what: 'kafka' },
      ...processes.map(({ app, managementPort }) => ({
        port: managementPort,
        what: `${app}: metrics and health`,
        page: '/metrics',
      })),
    ],
  };
}
