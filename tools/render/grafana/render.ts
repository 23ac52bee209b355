import { stringify } from 'yaml';
import { MADE, type RenderedFile } from '../file.ts';
import { AGENCIES } from './dashboards/agencies.ts';
import { INQUIRIES } from './dashboards/inquiries.ts';
import { KAFKA } from './dashboards/kafka.ts';
import { RUNTIME } from './dashboards/runtime.ts';
import { grafanaDashboard } from './make.ts';
import type { Dashboard } from './panel.ts';
import { dashboardProvider, datasources } from './provisioning.ts';

/** Every dashboard there is. */
export const DASHBOARDS: readonly Dashboard[] = [INQUIRIES, AGENCIES, KAFKA, RUNTIME];

/** JSON has no comments: the mark stands in a property that Grafana keeps and does not show. */
const dashboardFile = (dashboard: Dashboard): RenderedFile => ({
  path: `deploy/grafana/dashboards/${dashboard.uid}.json`,
  text: `${JSON.stringify({ __comment: MADE, ...grafanaDashboard(dashboard) }, null, 2)}\n`,
});

const yamlFile = (name: string, content: object): RenderedFile => ({
  path: `deploy/grafana/provisioning/${name}/ssbtek.yaml`,
  text: `# ${MADE}\n\n${stringify(content)}`,
});

/** Dashboards, and how a Grafana finds them and their data by itself. */
export const grafana = (): readonly RenderedFile[] => [
  ...DASHBOARDS.map(dashboardFile),
  yamlFile('datasources', datasources()),
  yamlFile('dashboards', dashboardProvider()),
];
