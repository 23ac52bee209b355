import { nameOf, ofKind, running, type Manifest } from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

/** Fields whose empty map says something: all pods, a volume that is empty, an issuer that signs itself. */
const MEANT = /(?:^|\.)(?:podSelector|namespaceSelector|emptyDir|selfSigned)$/;
/** Where quantities stand. */
const QUANTITY = /\.(?:requests|limits)\.[\w-]+$|\.(?:sizeLimit|size)$/;
/** Times of cert-manager, which writes them as Go does. */
const GO_DURATION = /\.(?:duration|renewBefore)$/;
/** What an API server leaves out when it is false. */
const LEFT_OUT = /\.(?:hostNetwork|hostPID|hostIPC|shareProcessNamespace|tty|stdin|readOnly)$/;

/** Every value of an object with its path. */
function* leaves(tree: unknown, path = ''): Generator<readonly [string, unknown]> {
  const inner = typeof tree === 'object' && tree !== null ? Object.entries(tree) : [];
  if (inner.length === 0) yield [path, tree];
  for (const [key, value] of inner) yield* leaves(value, path === '' ? key : `${path}.${key}`);
}

const SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Whether an API server would write a quantity so: a whole number with the largest suffix that keeps it whole. */
export function isCanonical(quantity: string): boolean {
  const [, digits = '', suffix = ''] = /^(0|[1-9]\d*)([a-zA-Z]*)$/.exec(quantity) ?? [];
  if (digits === '') return false;
  if (digits === '0') return suffix === '';
  const binary = suffix !== '' && BINARY.includes(suffix);
  if (!binary && !SUFFIXES.includes(suffix)) return false;
  return Number(digits) % (binary ? 1024 : 1000) !== 0;
}

function mistakeAt(path: string, value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (value === null) return 'is null, which is dropped';
  if (typeof value === 'object' && !MEANT.test(path)) return 'is empty, which is dropped';
  if (QUANTITY.test(path) && !isCanonical(text)) return `is ${text}, which is written otherwise`;
  if (GO_DURATION.test(path) && !/^\d+h\d+m\d+s$/.test(text)) return `is ${text}, which is written otherwise`;
  if (/\.env\.\d+\.value$/.test(path) && value === '') return 'is empty, which is dropped';
  if (LEFT_OUT.test(path) && value === false) return 'is false, which is dropped';
  return undefined;
}

/** Names of a list that the API server merges by, and that are there twice. */
const doubled = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => names.indexOf(name) !== at);

/** So that `kubectl diff` after an apply shows nothing: what is sent is what the API server keeps. */
export const API_RULES: readonly Rule[] = [
  rule('nothing is written that the API server writes otherwise', (all) =>
    all.flatMap((one) => {
      const { apiVersion: _, kind: __, ...rest } = one as Manifest & Record<string, unknown>;
      return [...leaves(rest)].flatMap(([path, value]) => {
        const what = mistakeAt(path, value);
        return what === undefined ? [] : [`${nameOf(one)}: ${path} ${what}.`];
      });
    }),
  ),
  rule('nothing that lists are merged by is missing or there twice', (all) => [
    ...running(all).flatMap((one) =>
      one.spec.template.spec.containers.flatMap(({ env = [], ports = [], volumeMounts = [] }) => [
        ...doubled(env.map(({ name }) => name)).map((name) => `${nameOf(one)}: ${name} is there twice.`),
        ...doubled(volumeMounts.map(({ mountPath }) => mountPath)).map(
          (path) => `${nameOf(one)}: ${path} is mounted twice.`,
        ),
        ...(ports as readonly { name: string; protocol?: string }[]).flatMap(({ name, protocol }) =>
          unless(protocol !== undefined, `${nameOf(one)}: the port ${name} has no protocol.`),
        ),
      ]),
    ),
    ...ofKind(all, 'Service').flatMap((one) =>
      (one.spec?.['ports'] as readonly { name: string; protocol?: string }[]).flatMap(({ name, protocol }) =>
        unless(protocol !== undefined, `${nameOf(one)}: the port ${name} has no protocol.`),
      ),
    ),
  ]),
];
