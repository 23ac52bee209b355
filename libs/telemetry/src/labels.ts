import type { MetricDefinition } from './catalogue';
import { mayBePersonal } from './plain';
import type { Labels } from './telemetry';

/** Stands for a label value that the catalogue does not allow, so that no series are made from data. */
export const OTHER = 'other';

const NAME_LIKE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

function allowed(definition: MetricDefinition, label: string, value: string): boolean {
  const closed = definition.values?.[label];
  return closed ? closed.includes(value) : NAME_LIKE.test(value) && !mayBePersonal(value);
}

/** What is wrong with the labels given for a metric, or undefined. Never tells a value. */
export function labelMistake(definition: MetricDefinition, labels: Labels): string | undefined {
  const missing = definition.labels.filter((label) => labels[label] === undefined);
  const unknown = Object.keys(labels).filter((label) => !definition.labels.includes(label));
  const refused = definition.labels.filter(
    (label) => labels[label] !== undefined && !allowed(definition, label, String(labels[label])),
  );
  const parts = [
    missing.length > 0 && `without label ${missing.join(', ')}`,
    unknown.length > 0 && `with unknown label ${unknown.join(', ')}`,
    refused.length > 0 && `with a value that label ${refused.join(', ')} may not have`,
  ].filter(Boolean);
  return parts.length > 0 ? `${definition.name} ${parts.join(' and ')}` : undefined;
}

/** How many values a label whose values are not in the catalogue may take on in a process. */
export const MOST_VALUES = 50;

/** What labels whose values are not in the catalogue have been, by metric and label. */
export class OpenLabels {
  private readonly seen = new Map<string, Set<string>>();

  /** The labels with {@link OTHER} for values above {@link MOST_VALUES}: whatever goes wrong, series stay few. */
  bounded({ name, values }: MetricDefinition, labels: Record<string, string>): Record<string, string> {
    for (const [label, value] of Object.entries(labels)) {
      if (values?.[label]) continue;
      const key = `${name} ${label}`;
      const known = this.seen.get(key) ?? new Set<string>();
      this.seen.set(key, known);
      if (known.has(value)) continue;
      if (known.size >= MOST_VALUES) labels[label] = OTHER;
      else known.add(value);
    }
    return labels;
  }
}

/** The labels as they are counted: exactly the catalogue's, with {@link OTHER} for what is not allowed. */
export function countedLabels(definition: MetricDefinition, labels: Labels): Record<string, string> {
  const counted: Record<string, string> = {};
  for (const label of definition.labels) {
    const value = String(labels[label] ?? OTHER);
    counted[label] = allowed(definition, label, value) ? value : OTHER;
  }
  return counted;
}
