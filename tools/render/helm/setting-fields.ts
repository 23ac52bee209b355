import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Setting, Settings } from '@ssbtek/config';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { PROCESS_SETTINGS } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { workerRole } from '@ssbtek/shell-worker';
import { WORKLOADS } from '../model/workloads.ts';
import type { Schema } from './field.ts';

/** Settings that the chart makes of other values: set twice they would contradict each other. */
const OF_THE_CHART: ReadonlySet<string> = new Set([
  ...WORKLOADS.flatMap(({ environment }) => Object.keys(environment)),
  'SSBTEK_DEADLINE_MS',
  'SSBTEK_LOG_LEVEL',
  'SSBTEK_KAFKA_BROKERS',
  'SSBTEK_KAFKA_ENSURE_TOPICS',
  'SSBTEK_KAFKA_TLS',
  'SSBTEK_TLS_MODE',
]);

const declared = (...records: readonly Settings[]): readonly Setting<unknown>[] =>
  records
    .flatMap((record) => Object.values(record))
    .filter(({ name }) => !OF_THE_CHART.has(name) && !name.endsWith('_FILE'));

/** Schema of an environment: these variables and no others. An empty text is as if it were not there. */
const schemaOf = (settings: readonly Setting<unknown>[]): Schema => ({
  additionalProperties: false,
  properties: Object.fromEntries(
    settings.map(({ name, description, rule }) => [
      name,
      {
        description: rule === undefined ? description : `${description} Must be ${rule}.`,
        type: ['string', 'number', 'boolean'],
      },
    ]),
  ),
});

const WORKERS: ReadonlyMap<string, Settings> = new Map(
  BASTJANSTER.map((bastjanst) => [bastjanst.descriptor.kod, workerRole(bastjanst).settings]),
);
const ofAgency = (name: string): boolean => name.startsWith('SSBTEK_AGENCY_');
const ofWorkers = [...WORKERS.values()].flatMap((settings) => declared(settings));

/** Settings that all processes are given. */
export const SHARED: Schema = schemaOf([
  ...declared(PROCESS_SETTINGS),
  ...ofWorkers.filter(({ name }) => !ofAgency(name)),
]);

export const INGRESS: Schema = schemaOf(declared(ingressRole(CONTRACT_VERSIONS).settings));
export const AGGREGATOR: Schema = schemaOf(declared(aggregatorRole().settings));

/** Settings of one agency's worker. */
export const workerSettings = (kod: string): Schema =>
  schemaOf(declared(WORKERS.get(kod) ?? {}).filter(({ name }) => ofAgency(name)));
