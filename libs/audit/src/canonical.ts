/**
 * The one form in which a record is hashed and kept: JSON without white space, members in the order of their names'
 * UTF-16 code units (RFC 8785, as far as records need it: strings, whole numbers, lists, objects). Members that are
 * undefined do not exist. Throws on null, which no record holds.
 */
export function canonical(value: unknown): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value as Record<string, unknown>)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
