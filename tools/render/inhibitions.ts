import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { WORKSPACE } from '../build/bundle.ts';

const SOURCE = 'deploy/alertmanager/alertmanager.yaml';

interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

function matcher(text: string): object {
  const [, name, matchType, value] = /^(\w+)(=~?)"(.*)"$/.exec(text) ?? [];
  if (name === undefined) throw new Error(`${SOURCE}: ${text} is no matcher that is known here`);
  return { name, matchType, value };
}

/** What is not told of because its cause is, as the Prometheus operator takes it: from Alertmanager's own configuration. */
export function inhibitions() {
  const { inhibit_rules } = parse(readFileSync(join(WORKSPACE, SOURCE), 'utf8')) as {
    readonly inhibit_rules: readonly Inhibition[];
  };
  const inhibitRules = inhibit_rules.map(({ source_matchers, target_matchers, equal }) => ({
    sourceMatch: source_matchers.map(matcher),
    targetMatch: target_matchers.map(matcher),
    equal,
  }));
  return {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: {
      name: 'ssbtek',
      labels: { 'app.kubernetes.io/name': 'ssbtek', 'app.kubernetes.io/part-of': 'ssbtek' },
    },
    spec: { inhibitRules },
  };
}
