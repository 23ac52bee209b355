import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import type { Known } from './known.ts';

interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** What is wrong with a query: its grammar, metrics that do not exist, labels and values that they do not have. */
export function mistakesIn(query: string, known: ReadonlyMap<string, Known>): readonly string[] {
  const text = (node: SyntaxNode): string => query.slice(node.from, node.to);
  const all = nodesOf(parser.parse(query).topNode);
  const broken = all.find((node) => node.type.isError);
  if (broken) return [`not PromQL near "${query.slice(Math.max(0, broken.from - 20), broken.to + 20)}"`];
  const selectors = all.filter(({ name }) => name === 'VectorSelector');
  const names = selectors.map((selector) => named(selector, text));
  const unknown = names.filter((name) => !known.has(name)).map((name) => `no metric ${name || '(none)'}`);
  const matched = selectors.flatMap((selector, i) => {
    const metric = known.get(names[i] ?? '');
    return metric ? matchersOf(selector, text).flatMap((one) => matcherMistakes(one, metric, names[i])) : [];
  });
  const made = [...query.matchAll(/\blabel_replace\([^"]*"(\w+)"/g)].map(([, label = '']) => label);
  const labels = new Set([...names.flatMap((name) => [...(known.get(name)?.labels ?? [])]), ...made]);
  const grouped = all
    .filter(({ name, parent }) => name === 'LabelName' && parent?.name === 'GroupingLabels')
    .map(text)
    .filter((label) => !labels.has(label))
    .map((label) => `nothing in the query has the label ${label}`);
  return [...unknown, ...matched, ...grouped];
}

/** Labels that a query can show: those of its metrics. */
export function labelsIn(query: string, known: ReadonlyMap<string, Known>): ReadonlySet<string> {
  const selectors = nodesOf(parser.parse(query).topNode).filter(({ name }) => name === 'VectorSelector');
  const text = (node: SyntaxNode): string => query.slice(node.from, node.to);
  return new Set(selectors.flatMap((one) => [...(known.get(named(one, text))?.labels ?? [])]));
}

const nodesOf = (node: SyntaxNode): readonly SyntaxNode[] => {
  const found: SyntaxNode[] = [];
  node.cursor().iterate(({ node: one }) => void found.push(one));
  return found;
};

const named = (selector: SyntaxNode, text: (node: SyntaxNode) => string): string => {
  const identifier = selector.getChild('Identifier');
  return identifier ? text(identifier) : '';
};

const matchersOf = (selector: SyntaxNode, text: (node: SyntaxNode) => string): readonly Matcher[] =>
  nodesOf(selector)
    .filter(({ name }) => name === 'UnquotedLabelMatcher')
    .map((node) => {
      const part = (name: string): string => {
        const child = node.getChild(name);
        return child ? text(child) : '';
      };
      return {
        label: part('LabelName'),
        operator: part('MatchOp'),
        value: part('StringLiteral').slice(1, -1),
      };
    });

/** Each alternative of a pattern must be a value by itself: a misspelt one would hide behind the others. */
function matcherMistakes({ label, operator, value }: Matcher, metric: Known, name = ''): readonly string[] {
  if (!metric.labels.has(label)) return [`${name} has no label ${label}`];
  const values = metric.values[label];
  if (!values) return [];
  const alternatives = operator.endsWith('~') ? value.split('|') : [value];
  const matches = (alternative: string): boolean =>
    values.some((one) =>
      operator.endsWith('~') ? new RegExp(`^(?:${alternative})$`).test(one) : one === alternative,
    );
  return alternatives
    .filter((alternative) => !matches(alternative))
    .map((alternative) => `${name} has no ${label} ${alternative}`);
}
