import type { Findings } from './tools';

/** What a tool complains about and we want all the same. */
export interface Exception {
  /** Name of the check. */
  readonly check: string;
  /** The objects that it is wanted for, `Kind/name`. */
  readonly of: RegExp;
  readonly why: string;
}

const WORKLOADS = /^(Deployment|StatefulSet|CronJob)\/ssbtek-/;
const SINGLE_KAFKA = /^StatefulSet\/ssbtek-kafka$/;

const NO_CPU_LIMIT = 'A limit holds the event loop back while the node is idle; the request is what is kept.';
const PULL =
  'Production names images by digest, so what is there is what is meant; a registry that is down must not keep a replica from starting.';
const TRIALS = 'Kafka of one node is for trials; its image has this user.';

/** Each with its reason. One that no finding needs any more is a mistake too. */
export const EXCEPTIONS: readonly Exception[] = [
  { check: 'container-resource-requests-equal-limits', of: WORKLOADS, why: NO_CPU_LIMIT },
  { check: 'container-cpu-requests-equal-limits', of: WORKLOADS, why: NO_CPU_LIMIT },
  { check: 'CKV_K8S_11', of: WORKLOADS, why: NO_CPU_LIMIT },
  { check: 'container-image-pull-policy', of: WORKLOADS, why: PULL },
  { check: 'CKV_K8S_15', of: WORKLOADS, why: PULL },
  {
    check: 'CKV_K8S_43',
    of: WORKLOADS,
    why: 'Trials name images by tag; that production does not is a rule of its own.',
  },
  {
    check: 'deployment-has-host-podantiaffinity',
    of: /^Deployment\/ssbtek-/,
    why: 'Topology spread constraints do the same, and go on when there are more replicas than nodes.',
  },
  {
    check: 'networkpolicy-targets-pod',
    of: /^NetworkPolicy\/ssbtek-(kafka|entity-operator|scrape-kafka)$/,
    why: 'The operator makes these pods.',
  },
  {
    check: 'deployment-replicas',
    of: /^Deployment\/ssbtek-/,
    why: 'Trials make do with one replica; the simulator is for trials only.',
  },
  { check: 'container-security-context-user-group-id', of: SINGLE_KAFKA, why: TRIALS },
  { check: 'CKV_K8S_40', of: SINGLE_KAFKA, why: TRIALS },
  {
    check: 'pod-probes-identical',
    of: SINGLE_KAFKA,
    why: 'It has no question for life other than whether it takes connections.',
  },
];

const excepts = (finding: string, { check, of }: Exception): boolean => {
  const [object = '', found] = finding.split(' ');
  return found === check && of.test(object);
};

/** Findings that no exception is for. */
export const unexpected = (findings: Findings): Findings =>
  findings.filter((finding) => !EXCEPTIONS.some((exception) => excepts(finding, exception)));

/** Exceptions that none of these findings needs. */
export const unused = (findings: Findings): readonly Exception[] =>
  EXCEPTIONS.filter((exception) => !findings.some((finding) => excepts(finding, exception)));
