import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Settings } from '@ssbtek/config';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { PROCESS_SETTINGS } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { portalRole } from '@ssbtek/shell-portal';
import { probeRole } from '@ssbtek/shell-probe';
import { workerRole, workersTogether } from '@ssbtek/shell-worker';

/** Settings that the chart makes of other values: set twice they would contradict each other. */
const OF_THE_CHART: ReadonlySet<string> = new Set([
  // Where a process listens and how it stops.
  'SSBTEK_HOST',
  'SSBTEK_HTTP_PORT',
  'SSBTEK_PORTAL_PORT',
  'SSBTEK_MANAGEMENT_PORT',
  'SSBTEK_DRAIN_MS',
  'SSBTEK_STOP_TIMEOUT_MS',
  'SSBTEK_DEADLINE_MS',
  'SSBTEK_LOG_LEVEL',
  'SSBTEK_KAFKA_BROKERS',
  'SSBTEK_KAFKA_ENSURE_TOPICS',
  'SSBTEK_KAFKA_TLS',
  'SSBTEK_TLS_MODE',
]);

const declared = (settings: Settings): readonly string[] =>
  Object.values(settings)
    .map(({ name }) => name)
    .filter((name) => !OF_THE_CHART.has(name) && !name.endsWith('_FILE'));

const ofAgency = (name: string): boolean => name.startsWith('SSBTEK_AGENCY_');

/** Names of the settings that an installer may give the chart, by where: all that processes declare, but for what the chart makes itself. */
export function chartSettings() {
  const ofWorkers = BASTJANSTER.map(
    (bastjanst) => [bastjanst.descriptor.kod, declared(workerRole(bastjanst).settings)] as const,
  );
  const ofAllWorkers = ofWorkers.flatMap(([, names]) => names).filter((name) => !ofAgency(name));
  const [together] = workersTogether(BASTJANSTER, {});
  return {
    shared: new Set([...declared(PROCESS_SETTINGS), ...ofAllWorkers]),
    ingress: new Set(declared(ingressRole(CONTRACT_VERSIONS).settings)),
    // When versions close and how SHS reaches them is said once, to the ingress.
    portal: new Set(
      declared(portalRole(CONTRACT_VERSIONS, BASTJANSTER).settings).filter(
        (name) => !/^SSBTEK_(?:VERSION|SHS)_/.test(name),
      ),
    ),
    // When versions close, and the deadline, is said once.
    probe: new Set(
      declared(probeRole(CONTRACT_VERSIONS).settings).filter((name) => name.startsWith('SSBTEK_PROBE_')),
    ),
    aggregator: new Set(declared(aggregatorRole().settings)),
    together: new Set(
      declared(together?.settings ?? {}).filter((name) => !ofAgency(name) && !ofAllWorkers.includes(name)),
    ),
    workers: new Map(ofWorkers.map(([kod, names]) => [kod, names.filter(ofAgency)])),
  };
}
