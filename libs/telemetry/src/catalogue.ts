import { FAILURE_RULES } from '@ssbtek/core';

/** One metric: the only source of its name, help, labels and buckets. */
export interface MetricDefinition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Closed label sets only; never a person, case, handler, korrelationsid or organisation. */
  readonly labels: readonly string[];
  /** All values a label may have, where they are known here; others must look like a name. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Seconds, for histograms. */
  readonly buckets?: readonly number[];
  /** How the gauges of several roles in one process become one; `sum` when left out. */
  readonly merge?: 'sum' | 'min' | 'max' | 'first';
}

/** What the caller waits for: milliseconds to the default deadline of 25 s. */
const WAITING = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 23, 25, 30];
/** One way over the broker: normally a few milliseconds. */
const HOP = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Time left: fine where it is short. */
const REMAINING = [0, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 23, 25];

const outcome = [
  'complete',
  'partial',
  'empty',
  'client_fault',
  'auth_fault',
  'server_fault',
  'rejected_overload',
] as const;
/** `expired`: the deadline had passed before the agency was asked. */
const result = ['data', 'expired', ...Object.keys(FAILURE_RULES)];
const state = ['closed', 'open', 'half-open'];

/** Every metric of the mesh, prefix `ssbtek_` left out here and added by the registry. */
export const CATALOGUE = {
  inquiries_total: {
    type: 'counter',
    help: 'Inquiries answered, by contract version and outcome.',
    labels: ['version', 'outcome'],
    values: { outcome },
  },
  inquiry_duration_seconds: {
    type: 'histogram',
    help: 'Time from the arrival of a question to its answer.',
    labels: ['version', 'outcome'],
    // Turned away at once: there is nothing to measure.
    values: { outcome: outcome.filter((one) => one !== 'rejected_overload') },
    buckets: WAITING,
  },
  inquiries_in_flight: {
    type: 'gauge',
    help: 'Questions that have arrived and are not answered yet.',
    labels: [],
  },
  ingress_rejections_total: {
    type: 'counter',
    help: 'Questions refused before they became inquiries, by reason.',
    labels: ['reason'],
  },
  agency_replies_total: {
    type: 'counter',
    help: 'What became of the questions to an agency: data, or the kind of failure.',
    labels: ['agency', 'result'],
    values: { result },
  },
  agency_request_duration_seconds: {
    type: 'histogram',
    help: 'Time of a call to an agency, connecting included.',
    labels: ['agency', 'result'],
    values: { result },
    buckets: WAITING,
  },
  agency_requests_in_flight: {
    type: 'gauge',
    help: 'Calls to an agency that have not ended.',
    labels: ['agency'],
  },
  agency_concurrency_limit: {
    type: 'gauge',
    help: 'Calls that one process makes to an agency at the same time, at most.',
    labels: ['agency'],
  },
  agency_retries_total: {
    type: 'counter',
    help: 'Calls repeated because the connection failed before a byte was sent.',
    labels: ['agency'],
  },
  identity_mismatches_total: {
    type: 'counter',
    help: 'Answers thrown away because they were about somebody else, or to another question: of an agency, or a composite that did not fit its question (composite).',
    labels: ['agency'],
  },
  breaker_state: {
    type: 'gauge',
    help: 'State of the circuit breaker in front of an agency: 1 for the state it is in, 0 for the others.',
    labels: ['agency', 'state'],
    values: { state },
  },
  breaker_transitions_total: {
    type: 'counter',
    help: 'Times the circuit breaker went into a state.',
    labels: ['agency', 'state'],
    values: { state },
  },
  breaker_not_permitted_total: {
    type: 'counter',
    help: 'Calls that the circuit breaker did not let through.',
    labels: ['agency'],
  },
  joins_open: {
    type: 'gauge',
    help: 'Inquiries whose partial replies are being joined.',
    labels: [],
  },
  joins_closed_total: {
    type: 'counter',
    help: 'Joins closed, by reason.',
    labels: ['reason'],
    values: { reason: ['complete', 'deadline', 'empty'] },
  },
  join_duration_seconds: {
    type: 'histogram',
    help: 'Time from the announcement of an inquiry to its composite.',
    labels: ['reason'],
    values: { reason: ['complete', 'deadline', 'empty'] },
    buckets: WAITING,
  },
  joins_oldest_seconds: {
    type: 'gauge',
    help: "Age of the oldest join that is open, in the broker's clock; 0 when there is none.",
    labels: [],
    merge: 'max',
  },
  late_replies_total: {
    type: 'counter',
    help: 'Partial replies that came after their join had closed.',
    labels: ['agency'],
  },
  duplicate_replies_total: {
    type: 'counter',
    help: 'Partial replies of an agency that had replied already.',
    labels: ['agency'],
  },
  orphan_replies_total: {
    type: 'counter',
    help: 'Partial replies that no announced inquiry expects.',
    labels: ['agency'],
  },
  hop_duration_seconds: {
    type: 'histogram',
    help: "Time from a message's append in the broker to its arrival at the reader.",
    labels: ['hop'],
    values: { hop: ['inquiry', 'reply', 'answer'] },
    buckets: HOP,
  },
  deadline_remaining_seconds: {
    type: 'histogram',
    help: 'Time left until the deadline when an inquiry reaches a hop.',
    labels: ['hop'],
    values: { hop: ['inquiry', 'join'] },
    buckets: REMAINING,
  },
  kafka_consumer_lag: {
    type: 'gauge',
    help: 'Messages of the assigned partitions that are not done.',
    labels: ['group', 'topic'],
  },
  kafka_partitions_assigned: {
    type: 'gauge',
    help: 'Partitions that this process reads for a consumer group; 0 while its membership is in doubt.',
    labels: ['group', 'topic'],
  },
  kafka_consumer_oldest_seconds: {
    type: 'gauge',
    help: "Age of the oldest message of the assigned partitions that is not done, in the broker's clock; 0 when there is none.",
    labels: ['group', 'topic'],
    merge: 'max',
  },
  kafka_rebalances_total: {
    type: 'counter',
    help: 'Times the partitions of a consumer group were dealt out anew.',
    labels: ['group'],
  },
  kafka_connected: {
    type: 'gauge',
    help: '1 while messages can be published, else 0.',
    labels: [],
    merge: 'min',
  },
  kafka_not_allowed_total: {
    type: 'counter',
    help: "Refusals by the broker because this process's user lacks a permission; read includes its consumer group.",
    labels: ['operation', 'topic'],
    values: { operation: ['read', 'write', 'create'] },
  },
  dead_letters_total: {
    type: 'counter',
    help: 'Messages given up and put aside, by the topic they came from.',
    labels: ['topic'],
  },
  audit_records_total: {
    type: 'counter',
    help: 'Audit records of answers. written: acknowledged by the bus; failed: given up, or not acknowledged in time, so that the answer was refused.',
    labels: ['result'],
    values: { result: ['written', 'failed'] },
  },
  certificate_expiry_timestamp_seconds: {
    type: 'gauge',
    help: "When a certificate, or the first of several in its file, stops being valid: seconds since 1970. server and client-ca are ours towards callers, kafka-client and kafka-ca towards the brokers; an agency's are its code with -client and -ca.",
    labels: ['certificate'],
    merge: 'min',
  },
  version_closes_timestamp_seconds: {
    type: 'gauge',
    help: 'When a contract version closes, or closed: seconds since 1970. Only versions that have a closing date.',
    labels: ['version'],
    merge: 'min',
  },
  file_reloads_total: {
    type: 'counter',
    help: 'Files read again because they had changed; broken: they could not be used and the old content stays in force.',
    labels: ['file', 'result'],
    values: {
      file: ['parties', 'tls', 'proxy-secret', 'agency', 'kafka', 'simulator'],
      result: ['ok', 'broken'],
    },
  },
  trace_spans_total: {
    type: 'counter',
    help: 'Spans on their way to the trace store. failed: it was away or refused them. Only where traces are recorded.',
    labels: ['result'],
    values: { result: ['sent', 'failed'] },
  },
  build_info: {
    type: 'gauge',
    help: 'Always 1; the labels say what is running.',
    labels: ['version', 'node'],
    merge: 'max',
  },
} as const satisfies Record<string, Omit<MetricDefinition, 'name'>>;

/** Added to every name of the catalogue where metrics are shown. */
export const METRIC_PREFIX = 'ssbtek_';

export type MetricName = keyof typeof CATALOGUE;

type OfType<T extends MetricDefinition['type']> = {
  [N in MetricName]: (typeof CATALOGUE)[N]['type'] extends T ? N : never;
}[MetricName];

export type CounterName = OfType<'counter'>;
export type GaugeName = OfType<'gauge'>;
export type HistogramName = OfType<'histogram'>;

/** The definition of one metric, with its full name. */
export function definitionOf(name: MetricName): MetricDefinition {
  return { name: METRIC_PREFIX + name, ...CATALOGUE[name] };
}

/** All metrics in the order of the catalogue: for documentation, dashboards and alerts. */
export function allMetrics(): readonly MetricDefinition[] {
  return (Object.keys(CATALOGUE) as MetricName[]).map(definitionOf);
}
