import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../kafka/local-broker.ts';
import { program } from '../programs/program.ts';
import { writeConfigs, type MonitoringOptions } from './configs.ts';
import { startProgram, type ProgramProcess } from './program-process.ts';

/** A real Prometheus and a real Alertmanager. */
export interface Monitoring {
  readonly prometheus: string;
  readonly alertmanager: string;
  stop(): Promise<void>;
}

/**
 * Starts both with the project's own rules on free ports of 127.0.0.1; ready when it returns.
 * @throws NoProgram where they cannot be had
 */
export async function startMonitoring(options: MonitoringOptions): Promise<Monitoring> {
  const commands = { prometheus: await program('prometheus'), alertmanager: await alertmanagerCommand() };
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-monitoring-'));
  const running: ProgramProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const one of running.reverse()) await one.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const alertmanager = `127.0.0.1:${await freePort()}`;
    const prometheus = `127.0.0.1:${await freePort()}`;
    const files = writeConfigs(folder, options, alertmanager);
    const [command, inside] = commands.alertmanager;
    const arguments_ = [...inside, ...alertmanagerArguments(folder, files.alertmanager, alertmanager)];
    running.push(await startProgram(command, arguments_, `http://${alertmanager}/-/ready`));
    const scraping = prometheusArguments(folder, files.prometheus, prometheus);
    running.push(await startProgram(commands.prometheus, scraping, `http://${prometheus}/-/ready`));
    return { prometheus: `http://${prometheus}`, alertmanager: `http://${alertmanager}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const alertmanagerArguments = (folder: string, file: string, address: string): readonly string[] => [
  `--config.file=${file}`,
  `--storage.path=${join(folder, 'alertmanager-data')}`,
  `--web.listen-address=${address}`,
  '--cluster.listen-address=',
];

const prometheusArguments = (folder: string, file: string, address: string): readonly string[] => [
  `--config.file=${file}`,
  `--storage.tsdb.path=${join(folder, 'prometheus-data')}`,
  `--web.listen-address=${address}`,
  '--storage.tsdb.retention.time=35d',
  '--enable-feature=exemplar-storage',
];

/**
 * Debian's Alertmanager reads a template below /usr/share, where it is not: it is unpacked, not installed. So it gets
 * a /usr/share of its own.
 */
async function alertmanagerCommand(): Promise<readonly [command: string, args: readonly string[]]> {
  const alertmanager = await program('alertmanager');
  const share = join(dirname(dirname(alertmanager)), 'share/prometheus');
  const surroundings = [
    ...['--dev-bind', '/', '/', '--tmpfs', '/usr/share', '--die-with-parent'],
    ...['--ro-bind', share, '/usr/share/prometheus'],
  ];
  return [await program('bwrap'), [...surroundings, '--', alertmanager]];
}
