/** An element of a page. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
  readonly parent: Element | undefined;
}

const VOID = new Set(['meta', 'link', 'br', 'input', 'img', 'hr']);
const TOKEN = /<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<]*")?)*)\s*(\/?)>|[^<]+|</gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Text as a reader sees it. An ampersand that begins no entity we write is a mistake. */
const decoded = (text: string): string =>
  text.replace(/&([^;]{0,8};?)?/g, (whole, entity: string | undefined) => {
    const known = ENTITIES[(entity ?? '').replace(/;$/, '')];
    if (known === undefined) throw new Error(`no entity: ${whole}`);
    return known;
  });

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([a-z-]+)(?:="([^"]*)")?/gi)].map(([, name = '', value = '']) => [
      name,
      decoded(value),
    ]),
  );

/**
 * A page as a tree, read more strictly than browsers do: every element is closed where it should be, attributes are quoted,
 * and nothing in a text could be taken for markup.
 * @throws Error
 */
export function documentOf(text: string): Element {
  const root: Element = { tag: '', attributes: {}, children: [], parent: undefined };
  let open = root;
  for (const [whole, slash, tag, attributes = '', closed] of text.matchAll(TOKEN)) {
    if (whole === '<') throw new Error('a bare <');
    if (/^<!doctype/i.test(whole)) continue;
    if (tag === undefined) open.children.push(decoded(whole));
    else if (slash === '/') {
      if (open.tag !== tag || !open.parent) throw new Error(`</${tag}> closes <${open.tag}>`);
      open = open.parent;
    } else {
      const element: Element = { tag, attributes: attributesOf(attributes), children: [], parent: open };
      open.children.push(element);
      if (!VOID.has(tag)) {
        if (closed === '/') throw new Error(`<${tag}/> is not empty`);
        open = element;
      }
    }
  }
  if (open !== root) throw new Error(`<${open.tag}> is not closed`);
  return root;
}

/** All elements below one, in the order of the page. */
export const elementsOf = (element: Element): readonly Element[] =>
  element.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...elementsOf(child)]));

/** Those with this tag. */
export const tagged = (element: Element, ...tags: readonly string[]): readonly Element[] =>
  elementsOf(element).filter(({ tag }) => tags.includes(tag));

/** The text in an element, white space as a browser shows it. */
export const textOf = (element: Element): string =>
  element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

/** Text as it stands there, its lines and all. */
export const exactly = (element: Element): string =>
  element.children.map((one) => (typeof one === 'string' ? one : exactly(one))).join('');

/** The programs that the page of a trial has to copy, by name. */
export const programsOn = (page: Element): ReadonlyMap<string, string> =>
  new Map(
    tagged(page, 'details').flatMap((one) => {
      const [name] = tagged(one, 'summary');
      const [code] = tagged(one, 'pre').flatMap((text) => tagged(text, 'code'));
      return name && code ? [[textOf(name), exactly(code)] as const] : [];
    }),
  );

/** What a reader of the screen is told an element is called. */
export const nameOf = (element: Element): string => element.attributes['aria-label'] ?? textOf(element);

/** Texts one by one, each with the element that it stands in. */
export const textsOf = (element: Element): readonly (readonly [text: string, inside: Element])[] =>
  element.children.flatMap((child) =>
    typeof child === 'string'
      ? child.trim() === ''
        ? []
        : [[child.replace(/\s+/g, ' ').trim(), element] as const]
      : textsOf(child),
  );

/** True when an element, or one that it stands in, fulfils it. */
export const within = (element: Element | undefined, is: (one: Element) => boolean): boolean =>
  element !== undefined && (is(element) || within(element.parent, is));
