import { MADE, type RenderedFile } from '../file.ts';
import { compact, plain } from './compact.ts';
import { AGENCIES } from './dashboards/agencies.ts';
import { INQUIRIES } from './dashboards/inquiries.ts';
import { KAFKA } from './dashboards/kafka.ts';
import { RUNTIME } from './dashboards/runtime.ts';
import { grafanaDashboard } from './make.ts';
import type { Dashboard } from './panel.ts';

/** Every dashboard there is. */
export const DASHBOARDS: readonly Dashboard[] = [INQUIRIES, AGENCIES, KAFKA, RUNTIME];

/** JSON has no comments: the mark stands in a property that Grafana keeps and does not show. */
const dashboardFile = (dashboard: Dashboard): RenderedFile => ({
  path: `deploy/helm/files/dashboards/${dashboard.uid}.json`,
  text: `${compact(plain({ __comment: MADE, ...grafanaDashboard(dashboard) }))}\n`,
});

/** The dashboards as files. */
export const grafana = (): readonly RenderedFile[] => DASHBOARDS.map(dashboardFile);
