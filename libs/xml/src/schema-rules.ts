import { XmlRefused } from './refused';
import { FACETS, type XmlRule } from './rules';
import type { Finding } from './validator';

/** libxml2's messages quote values: they are only recognised here, and our own words go out. First match wins. */
const RULES: ReadonlyArray<readonly [message: RegExp, rule: XmlRule]> = [
  [/^No matching global declaration available for the validation root/, 'wrong root element'],
  [/^This element is not expected/, 'element not expected here'],
  [/^No matching global element declaration available/, 'element not expected here'],
  [/^Element content is not allowed/, 'element not expected here'],
  [/^Missing child element/, 'missing child element'],
  [/^Character content /, 'text not expected here'],
  [/^The attribute '.*' is required but missing/s, 'attribute missing'],
  [/^The attribute '.*' is not allowed/s, 'attribute not allowed'],
  [/^The element is not 'nillable'/, 'element may not be nil'],
  [/xsi:type/, 'type given with xsi:type not allowed'],
  [/^'.*' is not a valid value of /s, "value breaks the type's rule"],
  [/key-sequence|identity-constraint|^The XPath/, 'value breaks a rule of uniqueness or reference'],
];

const FACET = /^\[facet '(\w+)'\]/;

const facetIn = (message: string): (typeof FACETS)[number] | undefined => {
  const named = FACET.exec(message)?.[1];
  return FACETS.find((facet) => facet === named);
};

/** The refusal for a finding. `names` are those that the schema declares; another name is the document's own and stays here. */
export function schemaRefusal({ element, message }: Finding, names: ReadonlySet<string>): XmlRefused {
  const told = names.has(element) ? element : undefined;
  return new XmlRefused(
    'schema',
    told,
    ruleOf(message.replace(/^Element '[^']*'(?:, attribute '[^']*')?: /, '')),
  );
}

function ruleOf(message: string): XmlRule {
  const facet = facetIn(message);
  if (facet) return `value breaks the type's rule (${facet})`;
  return RULES.find(([pattern]) => pattern.test(message))?.[1] ?? 'not valid';
}
