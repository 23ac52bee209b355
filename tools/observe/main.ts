import { startKafka } from '../../test/support/kafka.ts';
import { ProcessMesh } from '../../test/support/processes.ts';
import { startGrafana } from './grafana.ts';
import { startMonitoring } from './monitoring.ts';
import { startPage } from './page-server.ts';
import { Load, playFaults } from './scenario.ts';
import { seenBy } from './seen.ts';

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
  const page = monitoring && (await startPage(() => seenBy(monitoring.prometheus, rateInterval(scale))));
  if (page) started('the page', page);
  over.throwIfAborted();
  const shown = { page: page?.url, grafana: grafana?.url };
  console.log(`\n${addressLines(mesh, shown).join('\n')}\n\nCtrl-C ends everything.\n`);
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

/** What rates look back on, as Grafana would choose it: four readings at this pace. */
const rateInterval = (scale: number): string => `${Math.max(5, Math.ceil(120 / scale))}s`;

/** What is told of where things are: addresses at which a browser shows something, the first one first. */
export function addressLines(
  mesh: Pick<ProcessMesh, 'url' | 'controlUrl' | 'targets'>,
  { page, grafana }: { readonly page: string | undefined; readonly grafana: string | undefined },
): readonly string[] {
  const lines: ReadonlyArray<readonly [string, string | undefined]> = [
    ['Alerts and panels', page],
    ['Grafana', grafana],
    ['Faults by hand', new URL(mesh.controlUrl('csn')).origin],
    ['Where to ask (WSDL)', `${mesh.url}?wsdl`],
    ...Object.entries(mesh.targets).map(
      ([job, [at]]) => [`Metrics of ${job}`, `http://${at}/metrics`] as const,
    ),
  ];
  return lines.flatMap(([what, at]) => (at === undefined ? [] : [`${what.padEnd(24)} ${at}`]));
}
