/**
 * A Kubernetes object on its way to a Helm template: YAML with directives in it. Text between `⟦` and `⟧` is a slot of
 * the object builders and becomes an expression.
 */
export type Node =
  string | number | boolean | null | readonly Node[] | Directive | { readonly [key: string]: Node };

/**
 * Part of a template that stands there only where something is so. In a map it guards the entry with its key; in a
 * list its own items are the list's.
 */
export class When {
  constructor(
    /** Condition of `if`. */
    readonly condition: string,
    readonly then: Node,
    /** What stands there when it is not so; undefined for nothing. */
    readonly otherwise?: Node,
  ) {}
}

/** Items of a list, or objects of a file, once for each element of a value. */
export class Each {
  constructor(
    /** What follows `range`: `$kod, $agency := $.Values.agencies`. */
    readonly range: string,
    readonly items: readonly Node[],
    /** Lines of variables that are worked out first. */
    readonly variables: readonly string[] = [],
  ) {}
}

/** A map or list that the user gives; the entry with its key is left out when it is empty. */
export class Given {
  /** @param value such as `$.Values.podAnnotations` */
  constructor(readonly value: string) {}
}

export type Directive = When | Each | Given;

/** The key under which a {@link Given} adds entries to the map in which it stands. */
export const REST = '';

export const isDirective = (node: unknown): node is Directive =>
  node instanceof When || node instanceof Each || node instanceof Given;

export const isMap = (node: unknown): node is { readonly [key: string]: Node } =>
  typeof node === 'object' && node !== null && !Array.isArray(node) && !isDirective(node);

/** The text of a slot: `⟦$kod⟧`. Builders that take text or a parameter hand it on as it is. */
export const slot = (expression: string): `⟦${string}⟧` => `⟦${expression}⟧`;

/** A directive where a builder's type wants the value that it will be. */
export const as = <T>(directive: Directive): T => directive as T;

/** The same with every part of a map, list or directive changed. */
export function inside(node: Node, change: (part: Node) => Node): Node {
  if (Array.isArray(node)) return (node as readonly Node[]).map(change);
  if (node instanceof When)
    return new When(node.condition, change(node.then), node.otherwise && change(node.otherwise));
  if (node instanceof Each) return new Each(node.range, node.items.map(change), node.variables);
  if (isMap(node))
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value)]));
  return node;
}

/**
 * The same with what stands at a path changed.
 * @throws where nothing stands there: the object is not as the one who wrote the path thought
 */
export function at(node: Node, path: readonly (string | number)[], change: (part: Node) => Node): Node {
  const [step, ...rest] = path;
  if (step === undefined) return change(node);
  const part = Array.isArray(node)
    ? (node as readonly Node[])[Number(step)]
    : isMap(node)
      ? node[step]
      : undefined;
  if (part === undefined) throw new Error(`nothing at ${path.join('.')}`);
  const changed = at(part, rest, change);
  if (Array.isArray(node))
    return (node as readonly Node[]).map((one, index) => (index === step ? changed : one));
  return { ...(node as { readonly [key: string]: Node }), [step]: changed };
}
