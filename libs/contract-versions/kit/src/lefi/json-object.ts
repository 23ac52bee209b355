/** A JSON object with the names of its members as often as they stand there: a parser keeps only the last of equal ones. */
export interface JsonObject {
  readonly names: readonly string[];
  readonly members: Readonly<Record<string, unknown>>;
}

/** The bytes as a JSON object, undefined when they are anything else: not UTF-8, not JSON, or another kind of value. */
export function jsonObject(bytes: Uint8Array): JsonObject | undefined {
  const text = utf8(bytes);
  const value = text === undefined ? undefined : parsed(text);
  if (text === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
    return undefined;
  return { names: memberNames(text), members: value as Readonly<Record<string, unknown>> };
}

/** A byte order mark is kept, so that it is refused: JSON has none, and the receiver gets these very bytes. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Strings and punctuation of a text that is known to be JSON; what lies between does not matter here. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/** The outermost object's names: each string in front of a colon at depth one, its escapes resolved. */
function memberNames(json: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let before = '';
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (token === ':' && depth === 1) names.push(JSON.parse(before) as string);
    before = token;
  }
  return names;
}
