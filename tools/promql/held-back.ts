import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { WORKSPACE } from '../build/bundle.ts';
import { secondsOf } from './rules.ts';
import { labelsOf, type Ring } from './scenarios.ts';

interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
}

const inhibitions = (): readonly Inhibition[] =>
  (
    parse(readFileSync(join(WORKSPACE, 'deploy/alertmanager/alertmanager.yaml'), 'utf8')) as {
      readonly inhibit_rules: readonly Inhibition[];
    }
  ).inhibit_rules;

/** Whether an alert with these labels is meant by all matchers: `name="value"`, `name=~"one|other"`. */
function isMeant(ring: Ring, matchers: readonly string[]): boolean {
  const labels: Readonly<Record<string, string>> = { alertname: ring.alert, ...labelsOf(ring) };
  return matchers.every((matcher) => {
    const [, name = '', operator, value = ''] = /^(\w+)(=~?)"(.*)"$/.exec(matcher) ?? [];
    if (operator === undefined) throw new Error(`${matcher} is no matcher that is known here`);
    const label = labels[name] ?? '';
    return operator === '=' ? label === value : new RegExp(`^(?:${value})$`).test(label);
  });
}

/** The alerts that hold one back: told of themselves, and not later. Of one installation, and of the same agency where it has one. */
export function holding(ring: Ring, rings: readonly Ring[]): readonly Ring[] {
  const sources = inhibitions().filter(({ target_matchers }) => isMeant(ring, target_matchers));
  return rings.filter(
    (other) =>
      other !== ring &&
      secondsOf(other.within) <= secondsOf(ring.within) &&
      sources.some(({ source_matchers }) => isMeant(other, source_matchers)),
  );
}
