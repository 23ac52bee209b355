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
  'caller_gone',
] as const;
/** `expired`: the deadline had passed before the agency was asked. */
/** `not-called`: a test of an agency without a test operation, or a probe of the mesh itself. */
const result = ['data', 'not-called', 'expired', ...Object.keys(FAILURE_RULES)];
/** Of one call, once the question has come so far. */
const called = result.filter((one) => !['not-called', 'expired', 'maintenance'].includes(one));
/** Of a call that was really made: what is turned away at once takes no time. */
const timed = called.filter((one) => !['breaker-open', 'mapping'].includes(one));
const holder = ['ingress', 'worker', 'aggregator'];
const state = ['closed', 'open', 'half-open'];

/** What becomes of a question of the probe. */
export const PROBE_RESULTS = [
  'ok',
  'incomplete',
  'timeout',
  'connection',
  'tls',
  'refused',
  'fault-1000',
  'fault-1002',
  'overload',
  'http-status',
  'unreadable',
] as const;
export type ProbeResult = (typeof PROBE_RESULTS)[number];

/** Every metric of the mesh, prefix `ssbtek_` left out here and added by the registry. */
export const CATALOGUE = {
  inquiries_total: {
    type: 'counter',
    help: 'Inquiries that have ended, by contract version and outcome. caller_gone: nobody waited for the answer any more.',
    labels: ['version', 'outcome'],
    values: { outcome },
  },
  probes_total: {
    type: 'counter',
    help: "Questions of the mesh's own probe that have ended, by outcome. They are no inquiries: nobody asks them, and no agency is called.",
    labels: ['outcome'],
    values: { outcome },
  },
  inquiry_duration_seconds: {
    type: 'histogram',
    help: 'Time from the arrival of a question to its answer.',
    labels: ['version', 'outcome'],
    // Turned away at once, or answered to nobody: there is nothing to measure.
    values: { outcome: outcome.filter((one) => one !== 'rejected_overload' && one !== 'caller_gone') },
    buckets: WAITING,
  },
  answers_in_time_total: {
    type: 'counter',
    help: 'Answers (complete, partial or empty) that were there in time. deadline: of the ingress; objective: within two fifths of it, which is 10 s of 25 s.',
    labels: ['within'],
    values: { within: ['deadline', 'objective'] },
  },
  deadline_seconds: {
    type: 'gauge',
    help: 'The ingress answers at the latest this long after it has taken a question.',
    labels: [],
    merge: 'max',
  },
  inquiries_in_flight_limit: {
    type: 'gauge',
    help: 'Questions in work at the same time per ingress, at most; more are refused.',
    labels: [],
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
  agency_offered: {
    type: 'gauge',
    help: 'Always 1, for each agency that callers can ask for by any contract version: somebody must read its questions.',
    labels: ['agency'],
    merge: 'max',
  },
  agency_replies_total: {
    type: 'counter',
    help: 'What became of the questions to an agency: data, or the kind of failure. not-called: only a test, and nobody to call.',
    labels: ['agency', 'result'],
    values: { result },
  },
  agency_calls_total: {
    type: 'counter',
    help: 'What became of the calls to a service of an agency, each part of a question by itself: data, or the kind of failure.',
    labels: ['agency', 'protocol', 'result'],
    values: { result: called },
  },
  duplicate_inquiries_total: {
    type: 'counter',
    help: 'Questions that came again while their time ran: the agency was not asked again.',
    labels: ['agency'],
  },
  agency_request_duration_seconds: {
    type: 'histogram',
    help: 'Time of a call to a service of an agency, connecting included.',
    labels: ['agency', 'protocol', 'result'],
    values: { result: timed },
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
    labels: ['agency', 'protocol'],
  },
  identity_mismatches_total: {
    type: 'counter',
    help: 'Answers thrown away because they were about somebody else, or to another question: of an agency, or a composite that did not fit its question (composite).',
    labels: ['agency'],
  },
  breaker_state: {
    type: 'gauge',
    help: 'State of the circuit breaker in front of a service of an agency: 1 for the state it is in, 0 for the others.',
    labels: ['agency', 'protocol', 'state'],
    values: { state },
  },
  breaker_transitions_total: {
    type: 'counter',
    help: 'Times the circuit breaker went into a state.',
    labels: ['agency', 'protocol', 'state'],
    values: { state },
  },
  breaker_not_permitted_total: {
    type: 'counter',
    help: 'Calls that the circuit breaker did not let through.',
    labels: ['agency', 'protocol'],
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
  held_bytes: {
    type: 'gauge',
    help: 'Bytes of questions and answers that are held: by an ingress, by a worker until its reply is sent, by an aggregator until the composite is.',
    labels: ['holder'],
    values: { holder },
  },
  held_bytes_limit: {
    type: 'gauge',
    help: 'Bytes that may be held; what does not fit is refused at once.',
    labels: ['holder'],
    values: { holder },
  },
  answers_dropped_total: {
    type: 'counter',
    help: "Agencies' answers that were let go of, so that their part is error 2001: there was no room (no-room), or the composite did not fit its message (too-large).",
    labels: ['agency', 'holder', 'reason'],
    values: { holder, reason: ['no-room', 'too-large'] },
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
  late_arrivals_total: {
    type: 'counter',
    help: 'Inquiries that had lost more than a third of their time when they reached their worker.',
    labels: [],
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
    values: { operation: ['read', 'write', 'create', 'describe'] },
  },
  kafka_topic_findings: {
    type: 'gauge',
    help: 'Settings of topics that are not as they must be. 1: other than it must be; 2: correctness hangs on it, and the process is not ready; 0: mended since. Only what was found since the start.',
    labels: ['topic', 'setting'],
    values: {
      setting: [
        'message.timestamp.type',
        'cleanup.policy',
        'max.message.bytes',
        'retention.ms',
        'retention.bytes',
        'segment.ms',
        'compression.type',
        'unclean.leader.election.enable',
        'min.insync.replicas',
        'partitions',
        'replicas',
      ],
    },
    merge: 'max',
  },
  dead_letters_total: {
    type: 'counter',
    help: 'Messages given up and put aside, by the topic they came from.',
    labels: ['topic'],
  },
  dead_letters_withheld_total: {
    type: 'counter',
    help: 'Messages given up without being put aside, because there were too many: 500 at once and 10 a second have a dead letter. By the topic they came from.',
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
    help: "When a certificate, or the first of several in its file, stops being valid: seconds since 1970. server and client-ca are ours towards callers, kafka-client and kafka-ca towards the brokers; probe-client and probe-ca are of the probe; an agency's are its code with -client and -ca.",
    labels: ['certificate'],
    merge: 'min',
  },
  crl_next_update_timestamp_seconds: {
    type: 'gauge',
    help: "When the next revocation list is due, the first of several of one end: seconds since 1970; past it the list is out of date. client-ca is of callers' certificates, kafka-ca of the brokers', an agency's code with -ca of its own. Only ends that have lists.",
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
      file: ['parties', 'tls', 'proxy-secret', 'agency', 'kafka', 'probe', 'simulator'],
      result: ['ok', 'broken'],
    },
  },
  probe_asks_total: {
    type: 'counter',
    help: "What the probe got when it asked a contract version's door. ok: an answer with everybody in it; incomplete: an agency's part is an error, though no agency was called; else why there was no answer.",
    labels: ['version', 'result'],
    values: { result: PROBE_RESULTS },
  },
  probe_duration_seconds: {
    type: 'histogram',
    help: "Time from the probe's question, connecting included, to its answer or to giving up.",
    labels: ['version'],
    buckets: WAITING,
  },
  probe_last_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When the probe last got an answer with everybody in it: seconds since 1970. Not there until it has since its start.',
    labels: ['version'],
    merge: 'max',
  },
  trace_spans_total: {
    type: 'counter',
    help: 'Spans on their way to the trace store. failed: it was away or refused them. Only where traces are recorded.',
    labels: ['result'],
    values: { result: ['sent', 'failed'] },
  },
  memory_limit_bytes: {
    type: 'gauge',
    help: 'Memory that the process may have: the limit of its container, or all that there is.',
    labels: [],
    merge: 'max',
  },
  build_info: {
    type: 'gauge',
    help: 'Always 1; the labels say what is running.',
    labels: ['version', 'node_version'],
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
