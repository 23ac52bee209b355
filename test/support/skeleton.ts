import { AGENCY_LIMITS, descend, element, readXml, type XmlElement, type XmlOut } from '@ssbtek/xml';
import { writePretty } from '@ssbtek/xml/pretty';

const LIMITS = { ...AGENCY_LIMITS, maxBytes: 64 * 1024 * 1024, maxNamespaceDeclarations: 10_000 };
const LEFT_OUT = '…';

/** What a composite answer looks like: everything but what stands inside the agencies' data. */
export function skeleton(xml: string): string {
  const { root } = readXml(Buffer.from(xml), LIMITS);
  const [inBody] = descend(root, 'Body')?.children ?? [];
  const [, ...lines] = Buffer.from(writePretty(bones(inBody ?? root, '')))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  return lines.join('\n');
}

/** One element; the namespace stands where it changes. */
function bones({ local, uri, children, attributes, text }: XmlElement, around: string): XmlOut {
  const more = {
    namespaces: uri === around ? {} : { '': uri },
    attributes: Object.fromEntries(attributes),
  };
  if (children.length === 0) {
    const shown = local === 'data' ? LEFT_OUT : text;
    return element(local, shown === '' ? [] : shown, more);
  }
  return element(local, local === 'data' ? leftOut(children, uri) : children.map((c) => bones(c, uri)), more);
}

/** The names of what an agency delivered, each once. */
function leftOut(delivered: readonly XmlElement[], around: string): readonly XmlOut[] {
  const named = delivered.map(({ local, uri }): [string, XmlOut] => [
    `${uri} ${local}`,
    element(local, LEFT_OUT, { namespaces: uri === around ? {} : { '': uri } }),
  ]);
  return [...new Map(named).values()];
}
