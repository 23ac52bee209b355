import { AGENCY_LIMITS, descend, readXml, type XmlElement } from '@ssbtek/xml';

const LIMITS = { ...AGENCY_LIMITS, maxBytes: 64 * 1024 * 1024, maxNamespaceDeclarations: 10_000 };
const LEFT_OUT = '…';

/** What a composite answer looks like: everything but what stands inside the agencies' data. */
export function skeleton(xml: string): string {
  const { root } = readXml(Buffer.from(xml), LIMITS);
  const [inBody] = descend(root, 'Body')?.children ?? [];
  return render(inBody ?? root, '', '');
}

/** One element in lines; the namespace stands where it changes. */
function render(element: XmlElement, around: string, indent: string): string {
  const { local, uri, children, attributes } = element;
  const declared = uri === around ? '' : ` xmlns="${uri}"`;
  const written = [...attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
  const start = `${indent}<${local}${declared}${written}`;
  if (children.length === 0) {
    const text = local === 'data' ? LEFT_OUT : escaped(element.text);
    return text === '' ? `${start}/>` : `${start}>${text}</${local}>`;
  }
  const inside = local === 'data' ? leftOut(element) : children;
  return [
    `${start}>`,
    ...inside.map((c) => (typeof c === 'string' ? `${indent}  ${c}` : render(c, uri, `${indent}  `))),
    `${indent}</${local}>`,
  ].join('\n');
}

/** The names of what an agency delivered, each once. */
function leftOut(data: XmlElement): readonly string[] {
  const names = data.children.map(({ local, uri }) => {
    const declared = uri === data.uri ? '' : ` xmlns="${uri}"`;
    return `<${local}${declared}>${LEFT_OUT}</${local}>`;
  });
  return [...new Set(names)];
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
