import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { WORKSPACE } from '../../build/bundle.ts';
import { MADE, type RenderedFile } from '../file.ts';
import { emitted } from './emit.ts';
import { schemaOf } from './field.ts';
import { helpers } from './helpers.ts';
import { readme } from './readme.ts';
import { testPod } from './test-pod.ts';
import { templates } from './templates.ts';
import { valuesLines } from './values-yaml.ts';
import { VALUES } from './values.ts';

/** Folder of the chart. */
export const CHART = 'deploy/helm';

const read = (path: string): string => readFileSync(join(WORKSPACE, path), 'utf8');
const { version, description } = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly description: string;
};

const about = {
  apiVersion: 'v2',
  name: 'ssbtek',
  description,
  type: 'application',
  version,
  appVersion: version,
  kubeVersion: '>=1.29.0-0',
};

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $comment: MADE,
  ...schemaOf({
    ...VALUES,
    global: { description: 'Of charts above this one.', default: {}, schema: { type: 'object' } },
  }),
};

/** Questions that the test asks: the examples of the documentation. */
const QUESTIONS = ['v1-fraga.xml', 'v11-testa.xml'];

/** The chart, but for what people write: NOTES.txt, the test and its script. */
export const chart = (): readonly RenderedFile[] => [
  { path: `${CHART}/Chart.yaml`, text: `# ${MADE}\n${stringify(about, { lineWidth: 0 })}` },
  { path: `${CHART}/values.yaml`, text: `# ${MADE}\n\n${valuesLines(VALUES).join('\n')}\n` },
  { path: `${CHART}/values.schema.json`, text: `${JSON.stringify(schema, null, 2)}\n` },
  { path: `${CHART}/templates/_helpers.tpl`, text: `{{/* ${MADE} */}}\n\n${helpers()}` },
  ...Object.entries(templates()).map(([name, objects]) => ({
    path: `${CHART}/templates/${name}.yaml`,
    text: `{{- /* ${MADE} */ -}}\n${emitted(...objects)}`,
  })),
  {
    path: `${CHART}/templates/tests/ask.yaml`,
    text: `{{- /* ${MADE} */ -}}\n${emitted(...testPod())}`,
  },
  readme(`${CHART}/README.md`),
  ...QUESTIONS.map((name) => ({ path: `${CHART}/files/${name}`, text: read(`docs/examples/${name}`) })),
];
