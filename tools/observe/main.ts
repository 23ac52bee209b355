import { startKafka } from '../../test/support/kafka.ts';
import { ProcessMesh } from '../../test/support/processes.ts';
import { startGrafana } from './grafana.ts';
import { startMonitoring, type Monitoring } from './monitoring.ts';
import { Load, playFaults } from './scenario.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What has been started, in the order in which it was: it is stopped the other way round. */
type Stops = Array<readonly [what: string, stop: () => Promise<unknown>]>;

/** Starts everything, plays faults and waits for Ctrl-C; the exit code. Rules are `scale` times as fast as in an installation. */
export async function observe(scale: number): Promise<number> {
  const ending = new AbortController();
  const end = (): void => {
    if (!ending.signal.aborted) console.log('\nStopping …');
    ending.abort();
  };
  for (const signal of SIGNALS) process.on(signal, end);
  const stops: Stops = [];
  try {
    await run(scale, stops, ending.signal);
    return 0;
  } catch (error) {
    if (ending.signal.aborted) return 0;
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    for (const [what, stop] of stops.reverse())
      await stop().catch((error: unknown) => console.error(`${what} did not stop cleanly:`, error));
    for (const signal of SIGNALS) process.off(signal, end);
    console.log('Everything is stopped.');
  }
}

async function run(scale: number, stops: Stops, over: AbortSignal): Promise<void> {
  const started = <T extends { stop(): Promise<unknown> }>(what: string, it: T): T => {
    stops.push([what, () => it.stop()]);
    over.throwIfAborted();
    return it;
  };
  console.log('Starting Kafka …');
  const kafka = started('Kafka', await startKafka());
  console.log('Starting the mesh …');
  const mesh = started('the mesh', await ProcessMesh.launch(kafka.brokers));
  await Promise.race([mesh.allReady(), aborted(over)]);
  const options = { targets: mesh.targets, scale };
  const monitoring = await orSay('Prometheus and Alertmanager', () => startMonitoring(options));
  if (monitoring) started('Prometheus and Alertmanager', monitoring);
  const grafana = monitoring && (await orSay('Grafana', () => startGrafana(monitoring.prometheus)));
  if (grafana) started('Grafana', grafana);
  over.throwIfAborted();
  tell(mesh, kafka.brokers, monitoring, grafana?.url);
  const load = new Load(mesh);
  stops.push(['the questions', async () => load.stop()]);
  load.add(4);
  await playFaults(mesh, over);
}

const aborted = (over: AbortSignal): Promise<never> =>
  new Promise((_, reject) => over.addEventListener('abort', () => reject(new Error('stopped'))));

/** Starts something that the rest does without; says why when it cannot be had. */
async function orSay<T>(what: string, start: () => Promise<T>): Promise<T | undefined> {
  try {
    console.log(`Starting ${what} …`);
    return await start();
  } catch (error) {
    console.log(`Without ${what}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function tell(
  mesh: ProcessMesh,
  brokers: string,
  monitoring: Monitoring | undefined,
  grafana: string | undefined,
): void {
  const lines: ReadonlyArray<readonly [string, string | undefined]> = [
    ['Ask', mesh.url],
    ['Kafka', brokers],
    ['Faults by hand', `${mesh.controlUrl('csn')} (PUT, as in the README)`],
    ['Prometheus', monitoring?.prometheus],
    ['Its alerts', monitoring && `${monitoring.prometheus}/alerts`],
    ['Alertmanager', monitoring?.alertmanager],
    ['Grafana', grafana],
    ...Object.entries(mesh.targets).map(
      ([job, [at]]) => [`Metrics of ${job}`, `http://${at}/metrics`] as const,
    ),
  ];
  console.log();
  for (const [what, at] of lines) if (at !== undefined) console.log(`${what.padEnd(24)} ${at}`);
  console.log('\nCtrl-C ends everything.\n');
}
