/** Constraining facets of XML Schema: words of libxml2's message, not of the document. */
export const FACETS = [
  ...(['length', 'minLength', 'maxLength', 'pattern', 'enumeration', 'whiteSpace'] as const),
  ...([
    'maxInclusive',
    'maxExclusive',
    'minInclusive',
    'minExclusive',
    'totalDigits',
    'fractionDigits',
  ] as const),
] as const;

/** Every rule that a document can break, in words that hold nothing from the document. */
export type XmlRule = PlainRule | `value breaks the type's rule (${(typeof FACETS)[number]})`;

/** Rules without a facet. Who tells people about them has a text for each. */
export type PlainRule =
  | 'XML 1.0 only'
  | 'UTF-16 without byte order mark'
  | 'attribute given twice'
  | 'attribute missing'
  | 'attribute not allowed'
  | 'bytes do not fit the encoding'
  | 'charset contradicts the byte order mark'
  | 'declaration contradicts the bytes'
  | 'element after Body'
  | 'element in a namespace'
  | 'element may not be nil'
  | 'element not closed'
  | 'element not expected here'
  | 'encoding not supported'
  | 'entity not declared'
  | 'forbidden character'
  | 'missing Body'
  | 'missing child element'
  | 'more elements than allowed'
  | 'more than one Body'
  | 'more than one child element'
  | 'more than one root'
  | 'name not allowed'
  | 'namespace name is not a URI'
  | 'namespace name longer than allowed'
  | 'namespace prefix not declared'
  | 'no root element'
  | 'not SOAP 1.1'
  | 'not a name without colons'
  | 'not a qualified name'
  | 'not valid'
  | 'prefix declared as nothing'
  | 'reserved prefix or namespace'
  | 'tags do not match'
  | 'text not expected here'
  | 'text outside the root'
  | 'type given with xsi:type not allowed'
  | 'value breaks a rule of uniqueness or reference'
  | "value breaks the type's rule"
  | 'wrong root element';
