const WIDTH = 160;

/** JSON in which whatever fits on a line stands on one. `indent`: spaces before its lines; `used`: before its first. */
export function compact(value: unknown, indent = 0, used = indent): string {
  const flat = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || flat.length + used <= WIDTH) return flat;
  const inner = indent + 1;
  const lines = Array.isArray(value)
    ? value.map((one) => compact(one, inner))
    : Object.entries(value).map(([key, one]) => `"${key}":${compact(one, inner, inner + key.length + 3)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.map((line) => ' '.repeat(inner) + line).join(',\n')}\n${' '.repeat(indent)}${close}`;
}

/** The same without what Grafana takes for granted: `false` and empty text. */
export const plain = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => (one === false || one === '' ? undefined : one)));
