import { parseDocument } from 'yaml';
import { Checker } from './checker';
import { tenDigits, type Party, type Register } from './register';

/** A register, or everything that is wrong with its text, in one sentence each. */
export type RegisterReadout =
  | { readonly ok: true; readonly value: Register }
  | { readonly ok: false; readonly mistakes: readonly string[] };

const ORGANISATION = /^16[0-9]{10}$/;
const NUMBER = 'must be an organisation number of twelve digits, 16 and ten more';

/**
 * Reads a register of parties (architecture 2):
 * `parties: [{ organisationsnummer: "162120002411", namn: "…", ombud: ["165565866996"] }]`. The text is checked
 * wholly; the mistakes say where, and never repeat what stands there.
 */
export function readRegister(text: string): RegisterReadout {
  // Every scalar is text: an organisation number without quotes is no number.
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: true });
  const unreadable = [...document.errors, ...document.warnings].map(
    ({ code, linePos }) => `line ${linePos?.[0].line ?? 1}: not the YAML it should be (${code}).`,
  );
  if (unreadable.length > 0) return { ok: false, mistakes: unreadable };
  const root = plain(document);
  if (!root) return { ok: false, mistakes: ['the file must not use YAML aliases.'] };
  const checker = new Checker();
  const register = registerOf(root.value, checker);
  return checker.mistakes.length > 0
    ? { ok: false, mistakes: checker.mistakes }
    : { ok: true, value: register };
}

/** The document as plain values; undefined when it has an alias, which would stand for text elsewhere. */
function plain(document: ReturnType<typeof parseDocument>): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 0 }) };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function registerOf(root: unknown, checker: Checker): Register {
  const { parties } = checker.fields(root, 'the file', ['parties']);
  const register = new Map<string, Party>();
  if (checker.mistakes.length > 0) return register;
  for (const [at, entry] of checker.list(parties, 'parties').entries()) {
    const party = partyOf(entry, `parties[${at}]`, checker);
    const key = tenDigits(party.organisationsnummer);
    if (party.organisationsnummer !== '' && register.has(key))
      checker.note(`parties[${at}].organisationsnummer`, 'stands in the register already');
    register.set(key, party);
  }
  return register;
}

function partyOf(entry: unknown, place: string, checker: Checker): Party {
  const { organisationsnummer, namn, ombud } = checker.fields(
    entry,
    place,
    ['organisationsnummer', 'namn'],
    ['ombud'],
  );
  const number = checker.text(organisationsnummer, `${place}.organisationsnummer`, ORGANISATION, NUMBER);
  const attorneys = new Set<string>();
  for (const [at, one] of checker.list(ombud ?? [], `${place}.ombud`).entries()) {
    const found = checker.text(one, `${place}.ombud[${at}]`, ORGANISATION, NUMBER);
    if (found === '') continue;
    if (found === number) checker.note(`${place}.ombud[${at}]`, 'is the party itself');
    if (attorneys.has(found)) checker.note(`${place}.ombud[${at}]`, 'stands in the list already');
    attorneys.add(found);
  }
  return {
    organisationsnummer: number,
    namn: checker.text(namn, `${place}.namn`, /\S/, 'must be a name'),
    ombud: attorneys,
  };
}
