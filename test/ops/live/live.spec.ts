import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMonitoring, type Monitoring } from '../../../tools/observe/monitoring.ts';
import { queryRange, receivedAlerts, type ReceivedAlert } from '../../../tools/observe/prometheus-api.ts';
import { chosen } from '../../../tools/dashboards/chosen.ts';
import { dashboards } from '../../../tools/dashboards/dashboards.ts';
import { alerts, secondsOf } from '../../../tools/promql/rules.ts';
import { startKafka, type TestKafka } from '../../support/kafka.ts';
import { ProcessMesh, ROLES } from '../../support/processes.ts';
import { question } from '../../support/question.ts';
import * as faults from './faults.ts';
import { Load } from '../../../tools/observe/scenario.ts';
import { startNotified, type Notified } from './notified.ts';

/** An hour of rules is three minutes here. */
const SCALE = 20;
/** What no scale shortens: a question on its way, a process that starts, Prometheus telling Alertmanager. */
const ON_TOP_S = 15;
/** Seconds of the mesh's own until there is anything to see, which no scale shortens either. */
const OWN_S: Readonly<Record<string, number>> = {
  DeadlineSlackLow: 8,
  FileReloadBroken: 3,
  KafkaLost: 10,
  KafkaUnreachable: 10,
  NoConsumers: 10,
};
const CALM_S = 20;

const ALERTS = alerts();
const DAY_MS = 24 * 60 * 60 * 1000;
const ENDED = fileURLToPath(new URL('../../../libs/agency-http/fixtures/expired.pem', import.meta.url));
const revocation = (file: string): string =>
  fileURLToPath(new URL(`../../../libs/certificates/fixtures/revocation/${file}`, import.meta.url));

describe('from fault to alert', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-live-'));
  const authorityFile = join(folder, 'authority.pem');
  const over = new AbortController();
  const startedAt = Date.now();
  let scene: faults.Scene;
  let kafka: TestKafka;
  let mesh: ProcessMesh;
  let monitoring: Monitoring;
  let notified: Notified;

  /** Faults of configuration are there from the start. */
  const environment = (role: string): Record<string, string> => {
    if (role === 'ingress')
      return {
        SSBTEK_VERSION_V1_CLOSES: new Date(Date.now() + 10 * DAY_MS).toISOString().slice(0, 10),
        SSBTEK_MAX_IN_FLIGHT: '150',
      };
    if (role === 'worker-af') return { SSBTEK_AGENCY_AF_CA_FILE: authorityFile };
    if (role === 'worker-skv') return { SSBTEK_AGENCY_SKV_MAX_IN_FLIGHT: '4' };
    if (role === 'worker-so')
      return {
        SSBTEK_AGENCY_SO_CA_FILE: revocation('root.pem'),
        SSBTEK_AGENCY_SO_CRL_FILE: revocation('root.crl'),
        SSBTEK_AGENCY_SO_BREAKER_MIN_CALLS: '1',
        SSBTEK_AGENCY_SO_BREAKER_WINDOW_MS: '500',
        SSBTEK_AGENCY_SO_BREAKER_RESET_MS: '300',
      };
    return {};
  };

  beforeAll(async () => {
    copyFileSync(ENDED, authorityFile);
    [kafka, notified] = await Promise.all([startKafka(), startNotified()]);
    mesh = await ProcessMesh.start(kafka.brokers, environment, { ids: [...ROLES, 'probe'] });
    await warm();
    const { webhooks } = notified;
    monitoring = await startMonitoring({ targets: mesh.targets, scale: SCALE, webhooks });
    const load = new Load(mesh);
    load.add(3);
    scene = { kafka, mesh, load, authorityFile, over: over.signal };
  });
  afterAll(async () => {
    over.abort();
    scene?.load.stop();
    await kafka?.resume();
    await monitoring?.stop();
    await mesh?.stop();
    await kafka?.stop();
    await notified?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The first questions of new processes are slow, and that is not what is looked at here. */
  async function warm(): Promise<void> {
    const until = Date.now() + 60_000;
    for (let inTime = 0; inTime < 20 && Date.now() < until;) {
      const from = Date.now();
      await mesh.ask(question());
      inTime = Date.now() - from < 1000 ? inTime + 1 : 0;
    }
  }

  const received = async (name: string): Promise<readonly ReceivedAlert[]> =>
    (await receivedAlerts(monitoring.alertmanager)).filter(({ labels }) => labels['alertname'] === name);

  const matching = async (name: string, labels: Readonly<Record<string, string>>) =>
    (await received(name)).filter((one) =>
      Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    );

  /** Puts a fault in and waits for its alert; fails when it is not there in the time that it promises. */
  async function rings(
    name: string,
    labels: Readonly<Record<string, string>>,
    fault?: (scene: faults.Scene) => unknown,
  ): Promise<string> {
    const alert = ALERTS.find((one) => one.alert === name);
    if (!alert) throw new Error(`no alert ${name}`);
    // One that rings already cannot be set off.
    if (fault) expect(await matching(name, labels), `${name} before its fault`).toEqual([]);
    await fault?.(scene);
    const from = Date.now();
    const scaled = Math.ceil(secondsOf(alert.annotations.fires_within) / SCALE);
    const promised = scaled + (OWN_S[name] ?? 0) + ON_TOP_S;
    for (;;) {
      const [found] = await matching(name, labels);
      const after = (Date.now() - from) / 1000;
      if (found) return `${name} ${JSON.stringify(labels)} after ${after.toFixed(0)} s of ${promised}`;
      if (after > promised) throw new Error(`${name} did not ring within ${promised} s`);
      await sleep(250);
    }
  }

  /** Side by side; tells of all that did not ring, not of the first only. */
  async function allRing(...ringing: ReadonlyArray<Promise<string>>): Promise<void> {
    const results = await Promise.allSettled(ringing);
    const late = results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    for (const one of results) if (one.status === 'fulfilled') process.stdout.write(`  ${one.value}\n`);
    expect(late).toEqual([]);
  }

  it('nothing rings while all is well but what is wrong in the configuration', async () => {
    await sleep(CALM_S * 1000);
    await allRing(
      rings('CertificateEnded', { job: 'worker-af', certificate: 'af-ca' }),
      rings('CertificateExpiresSoon', { job: 'worker-af', certificate: 'af-ca' }),
      rings('VersionClosing', { version: 'v1' }),
    );
    // A machine that is busy with other things makes EventLoopBlocked ring, and rightly. What the start of the mesh
    // left behind is forgotten after a while.
    const names = async (): Promise<readonly string[]> =>
      [
        ...new Set(
          (await receivedAlerts(monitoring.alertmanager)).map(({ labels }) => labels['alertname'] ?? ''),
        ),
      ].filter((name) => name !== 'EventLoopBlocked');
    await expect
      .poll(async () => [...(await names())].sort(), { timeout: 120_000, interval: 500 })
      .toEqual(['CertificateEnded', 'CertificateExpiresSoon', 'VersionClosing']);
  });

  it('every fault at an agency or in a process rings in the time promised', async () => {
    await allRing(
      rings('AgencyDown', { agency: 'csn', protocol: 'shs' }, faults.agencyResets),
      rings('BreakerFlapping', { agency: 'so', protocol: 'soap' }, faults.agencyFlaps),
      rings('DeadlineSlackLow', { job: 'worker-skv' }, faults.workerTooSlow),
      rings('IdentityMismatch', { agency: 'af' }, faults.agencyMixesUp),
      faults.strayReplies(scene).then(() => 'stray replies'),
      rings('DeadLetters', { topic: 'ssbtek.inquiry.v1' }, faults.poison),
      rings('FileReloadBroken', { file: 'agency' }, faults.authorityBroken),
      rings('ScrapeMissing', { job: 'worker-miv' }, faults.processHangs),
      rings('NoConsumers', { group: 'ssbtek-worker-tns' }, faults.readerGone),
      rings('RestartLoop', { job: 'worker-fk' }, faults.processRestarts),
    );
  });

  it('a process that stands still most of the time rings', async () => {
    await faults.agenciesRestart(scene);
    faults.processStutters(scene);
    await allRing(rings('EventLoopBlocked', { job: 'worker-af' }));
  });

  it('questions that we fail to answer ring, fast and slow', async () => {
    await allRing(
      rings('AuditGap', {}, faults.auditRefused),
      rings('ErrorBudgetBurnsFast', {}),
      rings('ErrorBudgetBurnsSlow', {}),
    );
    await faults.auditBack(scene);
  });

  it('too many questions ring', async () => {
    await allRing(rings('Overload', {}, faults.flood));
  });

  it('a broker that stands still rings, and what its loss would explain is no news any more', async () => {
    await allRing(rings('KafkaUnreachable', { job: 'ingress' }, faults.brokerStands), rings('KafkaLost', {}));
    const states = async (): Promise<readonly string[]> =>
      (await received('NoConsumers')).map(({ status }) => status.state);
    await expect.poll(states, { timeout: 10_000 }).toContain('suppressed');
    expect(await states()).not.toContain('active');
    // What is over before its group is sent is never told to anybody.
    await expect.poll(() => notified.heard.page.has('KafkaLost'), { timeout: 30_000 }).toBe(true);
    await kafka.resume();
  });

  it('pages and tickets went to whom they are for', async () => {
    const severity = (name: string): string | undefined =>
      ALERTS.find((one) => one.alert === name)?.labels.severity;
    for (const who of ['page', 'ticket'] as const)
      for (const name of notified.heard[who]) expect(`${name} ${severity(name)}`).toBe(`${name} ${who}`);
    const heardOf = (who: 'page' | 'ticket', ...names: readonly string[]): Promise<void> =>
      expect
        .poll(() => names.filter((name) => !notified.heard[who].has(name)), { timeout: 30_000 })
        .toEqual([]);
    await heardOf('page', 'AgencyDown', 'NoConsumers', 'IdentityMismatch', 'KafkaLost');
    await heardOf('page', 'CertificateEnded');
    // Of what has ended nobody is told that it ends soon.
    expect([...notified.heard.ticket]).not.toContain('CertificateExpiresSoon');
    await heardOf('ticket', 'DeadLetters', 'VersionClosing');
  });

  /** Metrics of programs that are not here: kube-state-metrics, kubelets, Strimzi and its exporter. */
  const others = /\b(?:kube|kubelet|kafka)_/;
  const queries = [...dashboards().values()].flatMap(({ panels = [] }) =>
    panels.flatMap(({ title, targets = [] }) =>
      targets
        .filter(({ expr = '' }) => !others.test(expr))
        .map(({ expr = '', legendFormat }) => [`${title} ${legendFormat}`, expr] as const),
    ),
  );
  it.each(queries)('a panel has data after all this: %s', async (_, expr) => {
    const query = chosen(expr, { agency: '.+', namespace: '.*', rateInterval: '10s' });
    const series = await queryRange(monitoring.prometheus, query, {
      from: startedAt / 1000,
      to: Date.now() / 1000,
      step: 2,
    });
    const numbers = series.flatMap(({ values }) => values.filter(([, value]) => value !== 'NaN'));
    expect(numbers.length, query).toBeGreaterThan(0);
  });
});
