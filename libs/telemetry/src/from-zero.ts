import { definitionOf, type CounterName, type MetricDefinition } from './catalogue';
import type { LabelsOf, Metrics } from './telemetry';

/**
 * Shows a counter at 0 for every value that its labels can have, so that its first count is seen as an increase.
 * @throws where a label is neither given nor closed by the catalogue
 */
export function countFromZero<N extends CounterName>(
  metrics: Metrics,
  name: N,
  given: Partial<LabelsOf<N>> = {},
): void {
  const { labels, values }: MetricDefinition = definitionOf(name);
  const known = given as Readonly<Record<string, string | number | undefined>>;
  const all = labels.reduce<readonly Record<string, string | number>[]>(
    (made, label) => {
      const own = known[label];
      const each = own === undefined ? values?.[label] : [own];
      if (!each) throw new Error(`${name} has any ${label}: say which`);
      return made.flatMap((one) => each.map((value) => ({ ...one, [label]: value })));
    },
    [{}],
  );
  for (const one of all) metrics.count(name, one as LabelsOf<N>, 0);
}
