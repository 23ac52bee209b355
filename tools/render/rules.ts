import { stringify } from 'yaml';
import { ruleFiles, RULES, type RuleFile } from '../promql/rules.ts';
import { MADE, type RenderedFile } from './file.ts';
import { inhibitions } from './inhibitions.ts';

/** A rule file as the Prometheus operator takes it: word for word, below a head. */
const asObject = ({ name, text }: RuleFile): string => `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: ssbtek-${name}
  labels:
    app.kubernetes.io/name: ssbtek
    app.kubernetes.io/part-of: ssbtek
spec:
${text.replace(/^(?=.)/gm, '  ')}`;

const FOLDER = 'k8s/components/monitoring';

const prometheusRules = (): RenderedFile => ({
  path: `${FOLDER}/prometheus-rule.yaml`,
  text: `# ${MADE} The source is ${RULES}.\n${ruleFiles().map(asObject).join('---\n')}`,
});

/** Rules and inhibitions for kustomize, which takes objects only, and inhibitions for the chart; it reads the rule files themselves. */
export const rules = (): readonly RenderedFile[] => [
  prometheusRules(),
  {
    path: `${FOLDER}/alertmanager-config.yaml`,
    text: `# ${MADE}\n${stringify(inhibitions(), { lineWidth: 0 })}`,
  },
  {
    path: 'deploy/helm/files/inhibitions.yaml',
    text: `# ${MADE}\n${stringify(inhibitions()['spec'], { lineWidth: 0 })}`,
  },
];
