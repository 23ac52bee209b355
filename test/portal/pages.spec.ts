import { describe, expect, it } from 'vitest';
import type { Facts } from '@ssbtek/portal-pages';
import { documentOf, elementsOf, nameOf, tagged, textOf, textsOf, within, type Element } from './document';
import { facts, fetched, LANGUAGES, MOMENT, paths, type Language } from './facts';

const MORE = [
  '/felkoder?q=500',
  '/felkoder?q=zzz',
  ...facts().versions.map(({ name }) => `/prova?version=${name}`),
];
/** Every page there is, searches that find something and nothing, and the form of each version. */
const everyPage = [...paths(), ...MORE];
const bothLanguages = everyPage.flatMap((path) => LANGUAGES.map((language) => [language, path] as const));

const pageAt = (language: Language, path: string, known: Facts = facts()): Element =>
  documentOf(fetched(`/${language}${path}`, known).body);
const attribute = (name: string) => (element: Element) => element.attributes[name];

const OUR_SCRIPT = { attributes: { src: '/driftstatus.js', defer: '' }, children: [] };
const scriptsOf = (page: Element) =>
  tagged(page, 'script').map(({ attributes, children }) => ({ attributes, children }));

describe.each(bothLanguages)('/%s%s', (language, path) => {
  const { status, type, body } = fetched(`/${language}${path}`);
  const page = documentOf(body);
  const all = elementsOf(page);

  it('is a page in its language, of less than 100 kB, with a title of its own', () => {
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
    expect(tagged(page, 'html').map(attribute('lang'))).toEqual([language]);
    const titles = everyPage.map((other) => textOf(tagged(pageAt(language, other), 'title')[0] ?? page));
    expect(titles.filter((title) => title === textOf(tagged(page, 'title')[0] ?? page))).toHaveLength(1);
  });

  it('has its landmarks once, the navigations by different names, and a way past them', () => {
    for (const tag of ['header', 'main', 'footer', 'h1']) expect(tagged(page, tag), tag).toHaveLength(1);
    const navigations = tagged(page, 'nav').map(nameOf);
    expect(new Set(navigations).size).toBe(navigations.length);
    const [skip] = tagged(page, 'a');
    expect(skip?.attributes['href']).toBe('#innehall');
    expect(tagged(page, 'main').map(attribute('id'))).toEqual(['innehall']);
    expect(tagged(page, 'nav').every((nav) => nav.attributes['aria-label'])).toBe(true);
  });

  it('has headings in their order, none skipped, each with something in it', () => {
    const headings = tagged(page, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6');
    const levels = headings.map(({ tag }) => Number(tag.slice(1)));
    expect(levels[0]).toBe(1);
    levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1));
    expect(headings.map(textOf)).not.toContain('');
  });

  it('has one place per id, labels for fields, words for links and buttons, headers for tables', () => {
    const ids = all.flatMap((one) => one.attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const labelled = tagged(page, 'label').map(attribute('for'));
    for (const field of tagged(page, 'input', 'select', 'textarea'))
      expect(labelled).toContain(field.attributes['id']);
    for (const one of tagged(page, 'a', 'button', 'summary')) {
      expect(nameOf(one)).not.toBe('');
      expect(nameOf(one)).toContain(textOf(one));
    }
    for (const table of tagged(page, 'table'))
      expect(tagged(table, 'th').map(attribute('scope'))).not.toContain(undefined);
    expect(tagged(page, 'img').every((one) => 'alt' in one.attributes)).toBe(true);
  });

  it('can be scrolled with the keyboard where something scrolls, by a name of its own', () => {
    const boxes = all.filter((one) => one.attributes['class'] === 'scroll');
    for (const { attributes } of boxes) {
      expect(attributes).toMatchObject({ tabindex: '0', role: 'group' });
      expect(attributes['aria-label']).toBeTruthy();
    }
    expect(tagged(page, 'table').every(({ parent }) => parent && boxes.includes(parent))).toBe(true);
  });

  it('marks where the reader is, once', () => {
    const current = all.filter((one) => one.attributes['aria-current']);
    expect(current.map(({ tag }) => tag)).toEqual(['a']);
    const [top = ''] = /^(\/[^/?]*)?/.exec(path) ?? [];
    expect(current[0]?.attributes['href']).toBe(`/${language}${top}`);
  });

  it('has no script but where it follows what happens, no style of its own, and no address but our own', () => {
    expect(tagged(page, 'style', 'iframe', 'object', 'embed', 'img', 'base')).toEqual([]);
    expect(scriptsOf(page)).toEqual(path === '/driftstatus' ? [OUR_SCRIPT] : []);
    const addresses = all.flatMap((one) =>
      ['href', 'src', 'action', 'srcset', 'poster'].flatMap((name) => one.attributes[name] ?? []),
    );
    expect(addresses.filter((address) => !/^(?:\/(?!\/)|#)/.test(address))).toEqual([]);
    expect(
      all.flatMap((one) => Object.keys(one.attributes).filter((name) => /^(on|style$)/.test(name))),
    ).toEqual([]);
  });

  it('has links that lead somewhere, also to the place in the page', () => {
    const links = tagged(page, 'a', 'link').map((one) => one.attributes['href'] ?? '');
    const dead = [...new Set(links)].filter((link) => {
      const [to = '', anchor] = link.split('#');
      const target = to === '' ? body : fetched(to).body;
      if (to !== '' && fetched(to).status !== 200) return true;
      if (anchor === undefined) return false;
      return !elementsOf(documentOf(target)).some((one) => one.attributes['id'] === anchor);
    });
    expect(dead).toEqual([]);
  });

  it('is one click from itself in the other language, with what was searched for', () => {
    const other = language === 'sv' ? 'en' : 'sv';
    const links = tagged(page, 'a').filter((one) => one.attributes['hreflang'] === other);
    expect(links.map(attribute('href'))).toEqual([`/${other}${path}`]);
    expect(links.map(attribute('lang'))).toEqual([other]);
  });
});

/** Words that are written the same in both languages. */
const SAME = new Set(
  'Start Version version fault form text adm kalla status element ombud error zeep node-soap ms'.split(' '),
);
/** Abbreviations, numbers, versions, files and the contract's own compound words. */
const NAME = /^(?:[A-Z0-9.…-]+|\d\.\.n|v\d+|[\w.-]+\.(?:xml|xsd|wsdl|mime|txt)|[a-z]+[A-Z]\w*)?$/;
const isName = (text: string): boolean =>
  text.split(/[\s,;:()/·|–“”"'[\]&+]+/).every((word) => NAME.test(word) || SAME.has(word));
const isContract = (element: Element): boolean =>
  ['code', 'pre'].includes(element.tag) || (element.tag === 'a' && within(element.parent, isContract));

/** What a language of its own says: not code, not marked as another language, not a name. */
const proseOf = (language: Language, path: string): readonly string[] =>
  textsOf(tagged(pageAt(language, path), 'body')[0] ?? pageAt(language, path))
    .filter(([text, inside]) => !within(inside, isContract) && !isName(text))
    .filter(([, inside]) => !within(inside, ({ tag, attributes }) => tag !== 'html' && 'lang' in attributes))
    .map(([text]) => text);

describe.each(everyPage)('%s in both languages', (path) => {
  it('is built the same', () => {
    const shapeOf = (language: Language): readonly string[] =>
      elementsOf(pageAt(language, path)).map(({ tag, attributes }) => {
        const { href = '', ...others } = attributes;
        const to = href.replace(/^\/(?:sv|en)\b/, '').replace(/#.*/, '#');
        return [tag, others['class'] ?? '', others['role'] ?? '', to].join(' ');
      });
    const only = (shape: readonly string[]) =>
      // The guide's sentences may order words of code and emphasis differently; what is a structure may not differ.
      shape.filter((one) => !/^(?:code|strong|em|span) /.test(one));
    expect(only(shapeOf('sv'))).toEqual(only(shapeOf('en')));
  });

  it('says everything in each: no text is left in the language of the other', () => {
    const english = new Set(proseOf('en', path));
    const left = proseOf('sv', path).filter((text) => english.has(text));
    expect(left).toEqual([]);
    expect(proseOf('sv', path).length).toBeGreaterThan(10);
  });
});

/** Small words that no sentence of a language does without, and the other language has not. */
const SMALL: Readonly<Record<Language, RegExp>> = {
  sv: /(?<![\p{L}-])(?:och|att|är|som|inte|det|för|av|på|till|eller|ska|kan)(?![\p{L}-])/iu,
  en: /(?<![\p{L}-])(?:the|and|is|of|with|which|are|this|what|ask|again|no|not|it|be|or|to)(?![\p{L}-])/iu,
};
/** What is quoted is said by somebody else: the contract, or a text of an agency. */
const QUOTED = /"[^"]*"|“[^”]*”|”[^”]*”/g;

describe.each(bothLanguages)('/%s%s', (language, path) => {
  it('has no sentence, and no half of one, in the other language', () => {
    const foreign = SMALL[language === 'sv' ? 'en' : 'sv'];
    const mixed = proseOf(language, path).filter((text) => foreign.test(text.replace(QUOTED, '')));
    expect(mixed).toEqual([]);
  });
});

describe('what comes from outside', () => {
  const EVIL = `"><script>alert('&')</script>`;
  const hostile = (): Facts => {
    const known = facts();
    const texts = { sv: EVIL, en: EVIL };
    return {
      ...known,
      serviceUrl: `http://mesh.invalid/${EVIL}`,
      closings: new Map(known.versions.map(({ name }) => [name, EVIL])),
      links: { dashboards: `http://a.invalid/${EVIL}` },
      persons: known.persons.map((one) => ({ ...one, fornamn: EVIL, shows: texts })),
      agencies: known.agencies.map((one) => ({
        ...one,
        namn: EVIL,
        guide: { asked: texts, limits: [{ limit: texts, koder: [EVIL] }], answer: [texts] },
        koder: one.koder.map((kod) => ({ ...kod, kod: EVIL, text: EVIL, advice: texts })),
      })),
    };
  };

  it.each(bothLanguages)('is text on /%s%s, whatever it says', (language, path) => {
    const moment = { ...MOMENT, portalUrl: `http://portal.invalid/${EVIL}` };
    const page = documentOf(fetched(`/${language}${path}`, hostile(), moment).body);
    expect(scriptsOf(page)).toEqual(path === '/driftstatus' ? [OUR_SCRIPT] : []);
  });

  it('is found on the pages, so that the test above looks at something', () => {
    for (const path of [
      '',
      '/versioner',
      '/bastjanster',
      '/felkoder',
      '/driftstatus',
      '/testpersoner',
      '/drift',
    ])
      expect(fetched(`/sv${path}`, hostile()).body, path).toContain('&lt;script&gt;alert(&#39;&amp;&#39;)');
  });

  it('is text in the field, the title and the link of a search', () => {
    const { body } = fetched(`/sv/felkoder?${new URLSearchParams({ q: EVIL }).toString()}`);
    const page = documentOf(body);
    expect(tagged(page, 'input')[0]?.attributes['value']).toBe(EVIL);
    expect(tagged(page, 'script')).toEqual([]);
    const [other] = tagged(page, 'a').filter((one) => one.attributes['hreflang'] === 'en');
    expect(new URL(other?.attributes['href'] ?? '', 'http://a.invalid').searchParams.get('q')).toBe(EVIL);
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    ['/nope', 'sv'],
    ['/sv/nope', 'sv'],
    ['/en/nope', 'en'],
    ['/en/bastjanster/nope', 'en'],
    ['/exempel/../package.json', 'sv'],
    ['/exempel/constructor', 'sv'],
    ['/wsdl/v99', 'sv'],
    ['/wsdl/v10/constructor', 'sv'],
    ['/sv/versioner/v10', 'sv'],
  ])('%s is told so, in %s, with a way on', (address, language) => {
    const { status, body } = fetched(address);
    expect(status).toBe(404);
    const page = documentOf(body);
    expect(tagged(page, 'html').map(attribute('lang'))).toEqual([language]);
    expect(
      tagged(page, 'main')
        .flatMap((main) => tagged(main, 'a'))
        .map(attribute('href')),
    ).toEqual([`/${language}`]);
  });

  it.each(['/', '/sv/', '/sv/versioner/'])('%s is none', (address) => {
    expect(fetched(address).status).toBe(200);
  });
});
