import { settingsOfMount, keySecretsOf, KEY_SECRETS } from '../model/mounts.ts';
import { bundlePath, IMAGE, USER_ID } from '../model/names.ts';
import type { Workload } from '../model/workload.ts';
import { SIMULATOR_WORKLOAD, WORKLOADS } from '../model/workloads.ts';
import { healthcheck, localPort, type Service } from './service.ts';

const NODE = '/nodejs/bin/node';
const KEYS_FOLDER = '/etc/ssbtek';
const image: Pick<Service, 'image' | 'build'> = {
  image: `\${SSBTEK_IMAGE:-${IMAGE}:trial}`,
  build: { context: '..', dockerfile: 'deploy/Dockerfile' },
};

const portOf = ({ ports }: Workload, name: string): number | undefined =>
  ports.find((port) => port.name === name)?.number;

/** Settings that tie the processes of one machine together; a process is only given those it knows. */
function environmentOf(workload: Workload): Readonly<Record<string, string>> {
  const simulator = `http://${SIMULATOR_WORKLOAD.name}:${portOf(SIMULATOR_WORKLOAD, 'agencies') ?? 0}`;
  const { agency, settings } = workload;
  const wanted = {
    ...(workload.usesKafka && { SSBTEK_KAFKA_BROKERS: 'kafka:9092', SSBTEK_KAFKA_REPLICATION_FACTOR: '1' }),
    ...Object.assign({}, ...keySecretsOf(workload).map(({ mount }) => settingsOfMount(mount))),
    ...Object.fromEntries(
      (agency?.addresses ?? []).map(({ variable, simulatorPath }) => [
        variable,
        `${simulator}/${agency?.kod ?? ''}${simulatorPath}`,
      ]),
    ),
    SSBTEK_TRACING: 'otlp',
    SSBTEK_TRACING_OTLP_URL: 'http://jaeger:4318/v1/traces',
    SSBTEK_TRACING_SAMPLE_RATIO: '1',
  } as Readonly<Record<string, string>>;
  const known = Object.entries(wanted).filter(([name]) => settings.has(name));
  return { ...workload.environment, ...Object.fromEntries(known) };
}

/** A process that is ready says so on its management port; there is no other program than Node to ask it with. */
const isReady = (port: number): string =>
  `fetch('http://127.0.0.1:${port}/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;

function serviceOf(workload: Workload): Service {
  const { size, stop, usesKafka, ports } = workload;
  const forCallers = ports.filter(({ name }) => name !== 'management');
  return {
    ...image,
    command: [bundlePath(workload)],
    environment: environmentOf(workload),
    user: `${USER_ID}:${USER_ID}`,
    read_only: true,
    ...(forCallers.length > 0 && { ports: forCallers.map(({ number }) => localPort(number)) }),
    ...(usesKafka && {
      volumes: [`keys:${KEYS_FOLDER}:ro`],
      depends_on: {
        keys: { condition: 'service_completed_successfully' },
        kafka: { condition: 'service_healthy' },
      },
    }),
    mem_limit: `${size.memoryMib}m`,
    stop_grace_period: `${Math.ceil(stop.graceMs / 1000)}s`,
    healthcheck: healthcheck(NODE, '-e', isReady(portOf(workload, 'management') ?? 0)),
    restart: 'unless-stopped',
  };
}

/** Runs once, as the owner of the volume, without a network. */
const keys: Service = {
  ...image,
  command: ['/make-keys.mjs', ...KEY_SECRETS.flatMap(({ mount }) => Object.values(settingsOfMount(mount)))],
  user: '0:0',
  read_only: true,
  network_mode: 'none',
  volumes: ['./compose/make-keys.mjs:/make-keys.mjs:ro', `keys:${KEYS_FOLDER}`],
  restart: 'no',
};

/** The mesh itself and what stands in for the agencies. */
export const meshServices = (): Readonly<Record<string, Service>> => ({
  keys,
  ...Object.fromEntries(WORKLOADS.map((workload) => [workload.name, serviceOf(workload)])),
});
