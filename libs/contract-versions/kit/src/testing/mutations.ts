import { descend, QUESTION_LIMITS, readXml, type XmlElement } from '@ssbtek/xml';

/** A question with one thing changed. */
export interface Mutation {
  readonly title: string;
  readonly text: string;
  /** Names that a hint may begin with: the element, its parent, its neighbours and its children. */
  readonly names: readonly string[];
  /** False where the change leaves the question right: an optional element is gone, a repeatable one stands twice. */
  readonly wrong: boolean;
}

/** What the changes need to know about a version. Paths are local names below the operation, divided by slashes. */
export interface MutationRules {
  /** Elements that may be left out. */
  readonly optional: readonly string[];
  /** Elements that may stand more than once. */
  readonly repeatable: readonly string[];
  /** Texts that an element of this local name must not have. */
  readonly wrongTexts: Readonly<Record<string, readonly string[]>>;
  /** Namespaces that belong to other versions. */
  readonly otherNamespaces: readonly string[];
}

interface Place {
  readonly element: XmlElement;
  readonly parent: XmlElement | undefined;
  readonly path: string;
}

/** Every change to every element of the example's operation. */
export function mutationsOf(exempel: string, rules: MutationRules): readonly Mutation[] {
  const { root } = readXml(new TextEncoder().encode(exempel), QUESTION_LIMITS);
  const [operation] = descend(root, 'Body')?.children ?? [];
  if (!operation) throw new Error('no operation');
  const below = operation.children.flatMap((element) => placesIn(element, operation, ''));
  return below.flatMap((place) => [
    ...moves(exempel, place, rules),
    ...names(exempel, place, rules),
    ...contents(exempel, place),
    ...values(exempel, place, rules),
    ...flags(exempel, place),
  ]);
}

function placesIn(element: XmlElement, parent: XmlElement, above: string): readonly Place[] {
  const path = above === '' ? element.local : `${above}/${element.local}`;
  return [{ element, parent, path }, ...element.children.flatMap((e) => placesIn(e, element, path))];
}

const cut = (text: string, { start, end }: XmlElement): string => text.slice(start, end);
const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

const mutation = ({ element, parent, path }: Place, what: string, text: string, wrong = true): Mutation => ({
  title: `${path} ${what}`,
  text,
  wrong,
  names: [
    element.local,
    ...(parent ? [parent.local, ...parent.children.map(({ local }) => local)] : []),
    ...element.children.map(({ local }) => local),
  ],
});

/** Missing, doubled, moved. */
function moves(text: string, place: Place, { optional, repeatable }: MutationRules): readonly Mutation[] {
  const { element, parent, path } = place;
  const siblings = parent?.children ?? [];
  const next = siblings[siblings.indexOf(element) + 1];
  const [first] = siblings;
  const last = siblings.at(-1);
  const many = repeatable.includes(path);
  const twin = siblings.filter(({ local }) => local === element.local).length > 1;
  const whole = cut(text, element);
  const gone = splice(text, element.start, element.end, '');
  return [
    mutation(place, 'missing', gone, !optional.includes(path) && !twin),
    mutation(place, 'doubled', splice(text, element.end, element.end, whole), !many),
    ...(next
      ? [
          mutation(
            place,
            `behind ${next.local}`,
            splice(text, element.start, next.end, cut(text, next) + whole),
            next.local !== element.local,
          ),
        ]
      : []),
    ...(last && next && last !== next
      ? [
          mutation(
            place,
            'moved to the end',
            splice(splice(text, last.end, last.end, whole), element.start, element.end, ''),
          ),
        ]
      : []),
    ...(first && siblings.indexOf(element) > 1 && element === last
      ? [
          mutation(
            place,
            'moved to the front',
            splice(gone, first.start, first.start, whole),
            first.local !== element.local,
          ),
        ]
      : []),
  ];
}

/** The element with another start of its tags. */
function retagged(
  text: string,
  { start, contentStart, contentEnd, end }: XmlElement,
  tag: string,
  declared = '',
): string {
  const head = text.slice(start, contentStart).replace(/^<[^\s/>]+/, `<${tag}${declared}`);
  const tail = contentStart === end ? '' : `</${tag}>`;
  return text.slice(0, start) + head + text.slice(contentStart, contentEnd) + tail + text.slice(end);
}

/** Another name, another namespace. */
function names(text: string, place: Place, { otherNamespaces }: MutationRules): readonly Mutation[] {
  const { element } = place;
  const [, tag = ''] = /^<([^\s/>]+)/.exec(cut(text, element)) ?? [];
  const { local } = element;
  const prefixed = tag.includes(':');
  return [
    mutation(place, 'misspelled', retagged(text, element, `${tag}x`)),
    mutation(
      place,
      'in other letters',
      retagged(
        text,
        element,
        tag.replace(local, local === local.toUpperCase() ? local.toLowerCase() : local.toUpperCase()),
      ),
    ),
    ...[...otherNamespaces, 'urn:other'].map((uri) =>
      mutation(place, `in the namespace ${uri}`, retagged(text, element, `m:${local}`, ` xmlns:m="${uri}"`)),
    ),
    ...(prefixed ? [] : [mutation(place, 'in no namespace', retagged(text, element, tag, ' xmlns=""'))]),
  ];
}

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Something inside that does not belong there. */
function contents(text: string, place: Place): readonly Mutation[] {
  const { element } = place;
  const [, tag = ''] = /^<([^\s/>]+)/.exec(cut(text, element)) ?? [];
  const attribute = (written: string): string => retagged(text, element, tag, ` ${written}`);
  const isEmpty = element.contentStart === element.end;
  const inside = (at: number, by: string): string => splice(text, at, at, by);
  return [
    mutation(place, 'with an unknown attribute', attribute('p191212121212="191212121212"')),
    mutation(place, 'nil', attribute(`${XSI} xsi:nil="true"`)),
    mutation(place, 'of an unknown type', attribute(`${XSI} xsi:type="Hemlig"`)),
    ...(isEmpty
      ? []
      : [
          mutation(place, 'with an unknown element first', inside(element.contentStart, '<p191212121212/>')),
          mutation(place, 'with an unknown element last', inside(element.contentEnd, '<p191212121212/>')),
        ]),
    ...(element.children.length > 0
      ? [mutation(place, 'with text between its elements', inside(element.contentStart, 'Hemlig text'))]
      : []),
  ];
}

/** Wrong type, too long, empty. */
function values(text: string, place: Place, { wrongTexts }: MutationRules): readonly Mutation[] {
  const { element } = place;
  const { contentStart, contentEnd } = element;
  return (wrongTexts[element.local] ?? []).map((wrong) =>
    mutation(
      place,
      `with the text ${JSON.stringify(wrong.slice(0, 30))}`,
      splice(text, contentStart, contentEnd, wrong),
    ),
  );
}

/** What can be wrong with `inkludera`. */
function flags(text: string, place: Place): readonly Mutation[] {
  const { element } = place;
  if (!element.attributes.has('inkludera')) return [];
  const head = text.slice(element.start, element.contentStart);
  const changed = (what: string, by: string): Mutation =>
    mutation(
      place,
      what,
      splice(text, element.start, element.contentStart, head.replace(/ inkludera="\w+"/, by)),
    );
  return [
    changed('without inkludera', ''),
    changed('with inkludera misspelled', ' Inkludera="true"'),
    changed('with inkludera in a namespace', ' xmlns:m="urn:other" m:inkludera="true"'),
    ...['', 'ja', 'TRUE', '2', 'true false'].map((value) =>
      changed(`with inkludera "${value}"`, ` inkludera="${value}"`),
    ),
  ];
}
