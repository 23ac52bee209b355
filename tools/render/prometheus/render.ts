import { stringify } from 'yaml';
import { MADE, type RenderedFile } from '../file.ts';
import { alertmanagerConfig } from './alertmanager.ts';
import { prometheusConfig } from './config.ts';
import { JOBS } from './expected.ts';
import { ruleGroups } from './groups.ts';

const MANAGEMENT_PORT = 9464;

const yamlFile = (path: string, content: object, ...says: readonly string[]): RenderedFile => ({
  path,
  text: `${[MADE, ...says].map((line) => `# ${line}\n`).join('')}\n${stringify(content, { lineWidth: 110 })}`,
});

/** For containers that find each other by the workload's name. */
const scraped = Object.fromEntries(
  [...JOBS, 'simulator'].map((job) => [job, [`${job}:${MANAGEMENT_PORT}`]] as const),
);

/** Rules, and the configuration of a Prometheus and an Alertmanager that have nothing else to do. */
export const prometheus = (): readonly RenderedFile[] => [
  ...ruleGroups().map((group) => yamlFile(`deploy/prometheus/rules/${group.name}.yaml`, { groups: [group] })),
  yamlFile(
    'deploy/prometheus/prometheus.yaml',
    prometheusConfig({
      targets: scraped,
      rules: ['rules/*.yaml'],
      alertmanagers: ['alertmanager:9093'],
    }),
    'For deploy/compose.yaml. Start it with --storage.tsdb.retention.time=35d (the error budget looks back 30 days)',
    'and --enable-feature=exemplar-storage (panels lead to traces).',
  ),
  yamlFile(
    'deploy/alertmanager/alertmanager.yaml',
    alertmanagerConfig(),
    'Give the receivers page and ticket what your organisation uses (webhook_configs, email_configs, ...): without',
    'it alerts are seen in Alertmanager only.',
  ),
];
