import { stringify } from 'yaml';
import { Each, Given, isDirective, isMap, REST, When, type Node } from './node.ts';

const STEP = 2;
const pad = (indent: number): string => ' '.repeat(indent);

/** Slots as Helm's expressions; braces that somebody else will read (alerts have them) as text. */
const expressions = (text: string): string =>
  text
    .replace(/\{\{|\}\}/g, '⟦`$&`⟧')
    .replaceAll('⟦', '{{ ')
    .replaceAll('⟧', ' }}');
const isSlot = (text: string): boolean => /^⟦[^⟦⟧]*⟧$/.test(text);

function scalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  // A slot alone brings its own quoting.
  if (isSlot(value)) return expressions(value);
  // Kubernetes still reads YAML 1.1, in which `on` is true.
  return expressions(stringify(value, { lineWidth: 0, blockQuote: false, compat: 'yaml-1.1' }).trimEnd());
}

const isScalar = (node: Node): node is string | number | boolean | null =>
  typeof node !== 'object' || node === null;

const block = (text: string, indent: number): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : pad(indent) + expressions(line)));

/** One entry of a map or list whose head (`key:` or `-`) stands at the indentation. */
function entry(head: string, node: Node, indent: number): readonly string[] {
  const at = pad(indent) + head;
  if (typeof node === 'string' && node.includes('\n'))
    return [`${at} ${node.endsWith('\n') ? '|' : '|-'}`, ...block(node, indent + STEP)];
  if (isScalar(node)) return [`${at} ${scalar(node)}`];
  if (Array.isArray(node) && node.length === 0) return [`${at} []`];
  if (isMap(node) && Object.keys(node).length === 0) return [`${at} {}`];
  const [first = '', ...rest] = emit(node, indent + STEP);
  // The first line of a list's entry stands beside its dash, unless it is a directive.
  return head === '-' && !first.trimStart().startsWith('{{-')
    ? [`${at} ${first.trimStart()}`, ...rest]
    : [at, first, ...rest];
}

type Part = (node: Node) => readonly string[];

function guarded({ condition, then, otherwise }: When, indent: number, part: Part): readonly string[] {
  const line = (directive: string): string => `${pad(indent)}{{- ${directive} }}`;
  const other = otherwise === undefined ? [] : [line('else'), ...part(otherwise)];
  return [line(`if ${condition}`), ...part(then), ...other, line('end')];
}

function repeated({ range, items, variables }: Each, indent: number, part: Part): readonly string[] {
  const line = (directive: string): string => `${pad(indent)}{{- ${directive} }}`;
  return [line(`range ${range}`), ...variables.map(line), ...items.flatMap(part), line('end')];
}

const given = (value: string, indent: number): readonly string[] => [
  `${pad(indent)}{{- with ${value} }}`,
  `${pad(indent)}{{- toYaml . | nindent ${indent} }}`,
  `${pad(indent)}{{- end }}`,
];

const all =
  (part: Part): Part =>
  (node) =>
    Array.isArray(node) ? (node as readonly Node[]).flatMap(part) : part(node);

function inList(node: Node, indent: number): readonly string[] {
  const part: Part = (one) => inList(one, indent);
  if (node instanceof When) return guarded(node, indent, all(part));
  if (node instanceof Each) return repeated(node, indent, part);
  if (node instanceof Given) return given(node.value, indent);
  return entry('-', node, indent);
}

function inMap(key: string, node: Node, indent: number): readonly string[] {
  if (node instanceof When) {
    const part: Part = (one) => (key === REST ? emit(one, indent) : inMap(key, one, indent));
    return guarded(node, indent, part);
  }
  if (node instanceof Given && key === REST) return given(node.value, indent);
  if (node instanceof Given) {
    const at = pad(indent);
    return [
      `${at}{{- with ${node.value} }}`,
      `${at}${scalar(key)}:`,
      `${at}  {{- toYaml . | nindent ${indent + STEP} }}`,
      `${at}{{- end }}`,
    ];
  }
  return entry(`${scalar(key)}:`, node, indent);
}

function emit(node: Node, indent: number): readonly string[] {
  if (Array.isArray(node)) return (node as readonly Node[]).flatMap((one) => inList(one, indent));
  if (isMap(node)) return Object.entries(node).flatMap(([key, value]) => inMap(key, value, indent));
  if (isDirective(node)) return inList(node, indent);
  throw new Error('text where a map or list is wanted');
}

function documents(node: Node): readonly string[] {
  if (node instanceof When) return guarded(node, 0, all(documents));
  if (node instanceof Each) return repeated(node, 0, documents);
  return ['---', ...emit(node, 0)];
}

/** Text of a template with these objects. */
export const emitted = (...objects: readonly Node[]): string => `${objects.flatMap(documents).join('\n')}\n`;
