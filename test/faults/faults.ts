/** A fault, what the caller must see, and what shows it. */
export interface Fault {
  readonly id: number;
  readonly fault: string;
  readonly sees: string;
  /** Each must be found in the path and full name of a test. */
  readonly tests: readonly RegExp[];
  /** What no test shows. */
  readonly missing?: string;
}

/** Every fault that the mesh is held against. */
export const FAULTS: readonly Fault[] = [
  {
    id: 1,
    fault: 'An agency is slow, within its time',
    sees: 'a complete answer',
    tests: [/features\/faults.* slow but within its time is complete/],
  },
  {
    id: 2,
    fault: 'An agency hangs',
    sees: 'that agency 2000 when its time is up, 2001 at once when its breaker is open; the other six unaffected',
    tests: [
      /features\/faults.* gives 2000 when its time is up/,
      /features\/faults.* opens for a hanging agency/,
    ],
    missing: 'how much the others are slowed down is measured by `npm run bench`, not tested',
  },
  {
    id: 3,
    fault: 'An agency refuses, has no address, or fails in TLS: expired, wrong CA, wrong name',
    sees: 'that agency 2001 at once; never a fallback',
    tests: [
      /agency-http.* a connection that cannot be made .* is told as refused/,
      /agency-http.* is told as dns/,
      /agency-http\/src\/tls.* a server that may not be trusted/,
    ],
  },
  {
    id: 4,
    fault: 'An agency answers with an error of its own',
    sees: "BT with the agency's code and text",
    tests: [/features\/agency-codes.* codes of the agencies/],
  },
  {
    id: 5,
    fault:
      'Garbage, wrong namespace, empty or half an answer, reset, a byte a second, 100 MB, a gzip bomb, a redirect',
    sees: '2001, or 2000 when time is up; never a part of the data; memory bounded',
    tests: [
      /features\/faults.* gives 2001 for that agency alone/,
      /agency-http.* an endless one is cut off, memory bounded/,
      /agency-http.* a compressed bomb is not unpacked/,
    ],
  },
  {
    id: 6,
    fault: 'All seven agencies are down',
    sees: 'HTTP 200 with seven errors',
    tests: [/features\/faults.* all seven down is an answer with seven errors/],
  },
  {
    id: 7,
    fault: 'A worker is killed in the middle of a call',
    sees: "complete, or that agency's error, by the deadline",
    tests: [/mesh-kafka\/processes.* its worker is killed in the middle of a call/],
  },
  {
    id: 8,
    fault: 'All replicas of a worker are gone, and come back',
    sees: 'errors by the deadline; what has expired is skipped',
    tests: [/ops\/mesh\/faults.* whose workers are all gone/],
  },
  {
    id: 9,
    fault: 'The aggregator is killed with a hundred open joins',
    sees: 'a hundred answers by the deadline',
    tests: [/mesh-kafka\/processes.* answers all 100 open joins by the deadline/],
  },
  {
    id: 10,
    fault: 'An ingress is killed, or stopped',
    sees: 'broken connections of that replica only; none at all',
    tests: [
      /ops\/mesh\/faults.* breaks the connections of an ingress that is killed/,
      /rollout.* loses no question/,
    ],
  },
  {
    id: 11,
    fault: 'The broker is killed, paused, loses its data, and comes back',
    sees: '1002 within a second, full service soon after it is back, without a restart',
    tests: [
      /broker-faults.* answers 1002 at once while the broker is away/,
      /broker-faults.* serves again without a restart/,
      /faults\.int.* paused: rejects/,
      /kafka-lost.* serves again without a restart/,
    ],
  },
  {
    id: 12,
    fault: 'Replicas come and go: rolling restart of each role, a rebalance storm',
    sees: 'nothing',
    tests: [
      /mesh-kafka\/rollout.* loses no question and asks no agency twice/,
      /ops\/mesh\/rollout.* a rolling restart loses none/,
      /ops\/mesh\/rollout.* a rebalance storm loses none/,
    ],
  },
  {
    id: 13,
    fault: 'Duplicates, another order, clocks five minutes off',
    sees: 'exactly one right answer',
    tests: [
      /core\/src\/aggregation.* completes only once/,
      /core\/src\/aggregation.* counts replies that came before the announcement/,
      /mesh-memory\/freshness.* copies of a question after its time ask nobody/,
      /mesh-memory\/freshness.* copies of a question while its time runs ask nobody/,
      /ops\/mesh\/faults.* where clocks are five minutes off/,
    ],
  },
  {
    id: 14,
    fault: 'A message that cannot be read, or that others wrote, one or fifty thousand',
    sees: 'a dead letter after at most three tries; others unaffected',
    tests: [
      /failure-cases.* then makes it a dead letter without its content/,
      /mesh-memory\/freshness.* a flood of announcements that nobody sealed stops no question/,
    ],
  },
  {
    id: 15,
    fault: 'Overload: five times what the mesh takes',
    sees: 'those taken in time; the rest 503 and 1002 at once; recovery, no crash',
    tests: [
      /features\/overload.* refuses the rest with 503/,
      /ops\/mesh\/overload.* answers those it takes, complete and in time/,
      /ops\/mesh\/overload.* serves everybody again/,
    ],
  },
  {
    id: 16,
    fault: 'A thousand slow clients',
    sees: 'nothing, for everybody else',
    tests: [/slow-clients.* do not keep anybody else from an answer/],
  },
  {
    id: 17,
    fault: 'Start without Kafka',
    sees: 'alive, not ready; ready by itself once it is there',
    tests: [
      /broker-faults.* is alive and says that it is not ready/,
      /broker-faults.* becomes ready by itself/,
    ],
  },
  {
    id: 18,
    fault: 'An hour of random faults',
    sees: 'heaps that do not grow, no violation',
    tests: [],
    missing:
      'no test: `npm run soak -- 60` does it and fails when a heap grows by more than 1 MiB a minute; `--brokers 3` breaks brokers',
  },
  {
    id: 19,
    fault: 'Callers hang up, or fetch their answer as slowly as they can',
    sees: 'their places are free at once; who has closed only the sending side gets its answer',
    tests: [
      /callers-that-go.* give their places back at once/,
      /callers-that-go.* are answered when only their sending side is closed/,
      /way-back.* so long to fetch its answer, and not longer/,
    ],
  },
  {
    id: 20,
    fault: 'One topic takes nothing: audit, questions, replies or composites',
    sees: 'fault 1002, without a question to any agency where audit records are not taken; ready again by itself',
    tests: [/health-asks-now.* asks no agency/, /health-asks-now.* is not ready when/],
  },
  {
    id: 21,
    fault: 'One of three brokers is killed, paused, cut off or restarted, or its disk is full; the controller, too',
    sees: 'faults and 2000 until another one leads its partitions; no wrong answer, nothing lost, no agency asked twice',
    tests: [
      /ops\/brokers.* every answer right or honest, and complete again/,
      /ops\/brokers.* asked no agency twice/,
    ],
  },
];
