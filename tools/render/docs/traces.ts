import {
  ATTRIBUTES,
  SPANS,
  type AttributeDefinition,
  type AttributeName,
  type SpanDefinition,
} from '@ssbtek/telemetry';
import { code, page, table } from './markdown.ts';
import type { RenderedFile } from '../file.ts';

const spans: readonly SpanDefinition[] = Object.values(SPANS);

const carries = ({ fixed, attributes }: SpanDefinition): readonly string[] =>
  [...new Set([...Object.keys(fixed), ...attributes])].toSorted();

const allowed = ({ allowed: values }: AttributeDefinition): string => {
  if (values === 'number') return 'a number';
  return values instanceof RegExp ? 'a word of this shape' : values.join(', ');
};

const attributeRow = (name: string): readonly string[] => {
  const definition: AttributeDefinition = ATTRIBUTES[name as AttributeName];
  return [code(name), definition.help, allowed(definition)];
};

/** All spans and attributes of the mesh. */
export const traces = (): RenderedFile =>
  page(
    'docs/traces.md',
    'Traces',
    'One question is one trace. `SSBTEK_TRACING=otlp` records them ([settings](configure.md), [why so](adr/0014-traces.md)); off by default. No span ever tells about a person, a case, a caller or an officer, and no agency gets a trace context.',
    '## Spans',
    table(
      ['name', 'kind', 'hangs below', 'stands for'],
      spans.map(({ title, kind, parent, help }) => [code(title), kind, parent, help]),
    ),
    '## What they carry',
    table(
      ['name', 'attributes'],
      spans.map((span) => [code(span.title), carries(span).map(code).join(', ')]),
    ),
    '## Attributes',
    'A value of another shape is left out.',
    table(['name', 'meaning', 'values'], Object.keys(ATTRIBUTES).toSorted().map(attributeRow)),
  );
