import { image } from '../../../test/load/report/plot.ts';
import { linePanel, type Panel } from '../../../test/load/report/panels.ts';
import { figuresOf, run, type Figures } from '../../../test/scaling/figures.ts';
import type { Outcome } from '../../../test/scaling/model/simulate.ts';
import {
  GROUP,
  POLICIES,
  SCENARIOS,
  type PolicyName,
  type ScenarioName,
} from '../../../test/scaling/scenarios.ts';
import { page, table } from '../docs/markdown.ts';
import { MADE, type RenderedFile } from '../file.ts';
import { WORKER_SCALING } from './worker-scaling.ts';

const SCENARIO_NAMES = Object.keys(SCENARIOS) as ScenarioName[];
const POLICY_NAMES = Object.keys(POLICIES) as PolicyName[];
/** The scenarios that are worth a picture. */
const SHOWN: readonly ScenarioName[] = ['slowBurst', 'slowBusy', 'tail', 'neighbour'];
const MINIMA = [2, 4, 6];

type Runs = Readonly<Record<ScenarioName, Readonly<Record<PolicyName, Outcome>>>>;

const runs = (): Runs =>
  Object.fromEntries(
    SCENARIO_NAMES.map((scenario) => [
      scenario,
      Object.fromEntries(POLICY_NAMES.map((policy) => [policy, run(scenario, policy)])),
    ]),
  ) as Runs;

const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;

const figuresRow = (figures: Figures): readonly string[] => [
  percent(figures.share),
  String(figures.mostReplicas),
  figures.meanReplicas.toFixed(1),
  String(figures.rebalances),
  `${(figures.longestWaitMs / 1000).toFixed(1)} s`,
  figures.recoveredAfter === 0 ? '' : `${figures.recoveredAfter} s`,
];

const HEAD = ['data in time', 'most replicas', 'mean', 'rebalances', 'longest wait', 'queue gone after'];

function comparison(all: Runs): string {
  const rows = SCENARIO_NAMES.flatMap((scenario) =>
    POLICY_NAMES.map((policy, i) => [
      i === 0 ? `**${SCENARIOS[scenario].name}**: ${SCENARIOS[scenario].what}` : '',
      POLICIES[policy].name,
      ...figuresRow(figuresOf(all[scenario][policy])),
    ]),
  );
  return table(['what happens', 'scaling', ...HEAD], rows);
}

const minima = (): string =>
  table(
    ['minimum', ...HEAD],
    MINIMA.map((min) => [String(min), ...figuresRow(figuresOf(run('slowBurst', 'chosen', min)))]),
  );

function panels(all: Runs): readonly Panel[] {
  const marks = Array.from({ length: 5 }, (_, i) => `${(i * SCENARIOS.calm.world.seconds) / 4} s`);
  return SHOWN.flatMap((scenario) => {
    const lines = (key: 'replicas' | 'waiting') =>
      POLICY_NAMES.map((policy) => ({
        name: POLICIES[policy].name,
        values: all[scenario][policy].seconds.map((second) => second[key]),
      }));
    const { name } = SCENARIOS[scenario];
    return [
      linePanel(`Replicas: ${name}`, lines('replicas'), marks),
      linePanel(`Messages not begun: ${name}`, lines('waiting'), marks),
    ];
  });
}

const { worker } = GROUP;
const ASSUMED = [
  ['calls at the same time per replica', String(worker.maxInFlight)],
  ['CPU of a call', `${worker.cpuMs} ms, of a message that does not ask this agency ${worker.skipMs} ms`],
  ['from the decision to a new replica that reads', `${GROUP.podStartMs / 1000} s`],
  ['nobody begins anything during a rebalance', `${GROUP.rebalanceMs / 1000} s`],
  ['offsets are committed', `every ${GROUP.commitEveryMs} ms, low watermark only`],
  ['the autoscaler looks', 'every 15 s'],
  ['deadline of an inquiry, budget of a call', `${worker.deadlineMs / 1000} s, ${worker.agencyMs / 1000} s`],
];

function make(): readonly RenderedFile[] {
  const all = runs();
  return [
    page(
      'docs/scaling.md',
      'How the workers of one agency scale',
      `Figures of a simulation, not of a cluster: arrivals, partitions, low watermark, breaker, KEDA and the autoscaler of Kubernetes by their rules ([test/scaling](../test/scaling)), the same for the same seed. A test holds its workers against real processes over a real Kafka. Why these numbers: [ADR 17](adr/0017-scaling.md).`,
      '## The numbers',
      table(
        ['what', 'value'],
        [
          ['replicas', `${WORKER_SCALING.minReplicas} to ${WORKER_SCALING.maxReplicas}`],
          ['messages not committed, per replica', String(WORKER_SCALING.lagThreshold)],
          ...ASSUMED,
        ],
      ),
      '## What comes of it',
      'Everything happens from second 61 on, just after the autoscaler has looked. In time is what comes before the deadline; the longest wait is that of a question until its call is begun.',
      comparison(all),
      '![replicas and waiting messages over time](scaling.svg)',
      '## What a higher minimum buys',
      'New replicas read 8 to 24 s after a burst has begun, and an inquiry has 23: scaling is for what lasts, the minimum for what comes at once. The worst case of the table above, by minimum:',
      minima(),
    ),
    { path: 'docs/scaling.svg', text: image(panels(all), MADE) },
  ];
}

let made: readonly RenderedFile[] | undefined;

/** The page about scaling and its picture; simulated once per process. */
export const scaling = (): readonly RenderedFile[] => (made ??= make());
