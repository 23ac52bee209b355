import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAULT, BASTJANST_FEL } from '@ssbtek/contract';
import { FAILURE_RULES } from '@ssbtek/core';
import type { Facts } from '@ssbtek/portal-pages';
import { documentOf, tagged, textOf } from './document';
import { facts, fetched, LANGUAGES, MOMENT, paths, type Language } from './facts';

const DOCS = new URL('../../docs/', import.meta.url);
const text = (path: string, known: Facts = facts(), today = MOMENT.today): string =>
  textOf(documentOf(fetched(path, known, { ...MOMENT, today }).body));
const withoutDays = (example: string): string => example.replaceAll(/\d{4}-\d{2}-\d{2}/g, '…');
/** First cells of the rows of a page's tables. */
const rowsOf = (path: string): readonly string[] =>
  tagged(documentOf(fetched(path).body), 'tbody').flatMap((body) =>
    tagged(body, 'tr').map((row) => textOf(tagged(row, 'th')[0] ?? row)),
  );

describe('the start', () => {
  it('tells how to fetch and send an example that is there', () => {
    const start = text('/sv');
    expect(start).toContain('curl -sSO http://portal.invalid/exempel/v11-fraga.xml');
    expect(start).toContain('--data-binary @v11-fraga.xml \\ http://mesh.invalid/ssbtek/v11');
    const example = readFileSync(new URL('examples/v11-fraga.xml', DOCS), 'utf8');
    expect(withoutDays(fetched('/exempel/v11-fraga.xml').body)).toBe(withoutDays(example));
  });

  it('asks nobody about a person where real people are asked about', () => {
    const known = facts({ environment: 'production' });
    expect(text('/sv', known)).toContain('v11-testa.xml');
    for (const language of LANGUAGES) expect(text(`/${language}`, known)).not.toContain('191212121212');
    expect(paths(known)).not.toContain('/testpersoner');
    expect(fetched('/sv/testpersoner', known).status).toBe(404);
    for (const path of paths(known))
      expect(fetched(`/sv${path}`, known).body, path).not.toContain('href="/sv/testpersoner"');
  });

  it.each([
    ['simulator', /simulator/, /tillfrågas om verkliga|testmiljöer tillfrågas/],
    ['test', /bastjänsternas testmiljöer tillfrågas/, /spelas av en simulator/],
    ['production', /tillfrågas om verkliga personer/, /spelas av en simulator|Testmiljö/],
  ] as const)('says on every page who answers: %s', (environment, said, unsaid) => {
    const known = facts({ environment });
    for (const path of paths(known)) {
      const [footer] = tagged(documentOf(fetched(`/sv${path}`, known).body), 'footer');
      expect(footer && textOf(footer)).toMatch(said);
      expect(footer && textOf(footer)).not.toMatch(unsaid);
    }
  });

  it('shows a certificate where one is wanted', () => {
    expect(text('/en', facts({ serviceUrl: 'https://mesh.invalid' }))).toContain('--cert kommun.pem');
    expect(text('/en')).not.toContain('--cert');
  });
});

describe('closing dates', () => {
  const closing = facts({ closings: new Map([['v1', '2026-12-01']]) });

  it.each([
    ['2026-11-30', 'Öppen, stänger 2026-12-01'],
    ['2026-12-01', 'Stängd sedan 2026-12-01'],
    ['2027-01-01', 'Stängd sedan 2026-12-01'],
  ])('are told on %s as they stand: %s', (today, said) => {
    expect(text('/sv/versioner', closing, today)).toContain(said);
    expect(text('/sv', closing, today)).toContain(said);
  });

  it('let the start ask in the newest version that is open, and say so when none is', () => {
    const newest = facts({ closings: new Map([['v11', '2026-01-01']]) });
    expect(text('/sv', newest)).toContain('v10-fraga.xml');
    const none = new Map(facts().versions.map(({ name }) => [name, '2026-01-01']));
    expect(text('/sv', facts({ closings: none }))).toContain('Ingen version är öppen i dag.');
  });
});

describe('the page of versions', () => {
  it('has every version with its address, namespaces, and descriptions that are there', () => {
    for (const { name, namespaces, files, wsdl } of facts().versions) {
      const page = text('/en/versioner');
      for (const said of [`http://mesh.invalid/ssbtek/${name}`, ...namespaces]) expect(page).toContain(said);
      expect(fetched(`/wsdl/${name}`).body).toBe(wsdl(`http://mesh.invalid/ssbtek/${name}`));
      for (const [file, schema] of Object.entries(files))
        expect(fetched(`/wsdl/${name}/${file}`)).toEqual({
          status: 200,
          type: 'text/xml; charset=utf-8',
          body: schema,
        });
    }
  });

  it('has a WSDL whose schemas are found from where it lies', () => {
    for (const { name } of facts().versions) {
      const { body } = fetched(`/wsdl/${name}`);
      const references = [...body.matchAll(/schemaLocation="([^"]+)"/g)].map(([, to = '']) => to);
      expect(references.length).toBeGreaterThan(0);
      for (const to of references)
        expect(fetched(new URL(to, `http://a.invalid/wsdl/${name}`).pathname).status).toBe(200);
    }
  });

  it('says what changes from each version to the next, as the guide does', () => {
    const names = facts().versions.map(({ name }) => name);
    for (const [i, name] of names.slice(1).entries()) {
      expect(text('/sv/versioner')).toContain(`${names[i]} till ${name}`);
      expect(text('/en/versioner')).toContain(`${names[i]} to ${name}`);
    }
  });
});

describe('the page of codes', () => {
  const all = facts().agencies.flatMap(({ koder }) => koder.map(({ kod }) => kod));
  const own = [...Object.values(FAULT), ...Object.values(BASTJANST_FEL)].map(({ felkod }) => felkod);

  it.each(LANGUAGES)('has every code a caller can meet (%s)', (language) => {
    expect(rowsOf(`/${language}/felkoder`).toSorted()).toEqual([...own, ...all].toSorted());
  });

  it('says of every failure of the mesh what may lie behind it', () => {
    const page = text('/en/felkoder');
    for (const { code, meaning } of Object.values(FAILURE_RULES))
      if (code !== 'agency') expect(page).toContain(meaning.replace(/ \(`.*`\)/, ''));
  });

  it.each([
    ['-1006', ['-1006']],
    ['csn samordningsnummer', ['-1004']],
    ['SEKRETESS', ['410']],
    ['bastjänst timeout', ['2000']],
    ['zzz', []],
  ])('finds %s', (query, found) => {
    expect(rowsOf(`/sv/felkoder?q=${encodeURIComponent(query)}`)).toEqual(found);
  });

  it('shows the code itself before those that only mention it', () => {
    const [first, second] = rowsOf('/sv/felkoder?q=1001');
    expect([first, second]).toEqual(['1001', '1001']);
    expect(rowsOf('/sv/felkoder?q=500').slice(0, 3)).toEqual(['500', '500', '500']);
    expect(rowsOf('/sv/felkoder?q=500').length).toBeGreaterThan(3);
  });

  it('cuts a question that nobody would ask', () => {
    const { body } = fetched(`/sv/felkoder?q=${'x'.repeat(10_000)}`);
    expect(tagged(documentOf(body), 'input')[0]?.attributes['value']).toHaveLength(100);
  });
});

describe('the pages of agencies', () => {
  it.each(facts().agencies)('$element has a page with all that is declared of it', (agency) => {
    for (const language of LANGUAGES) {
      const page = text(`/${language}/bastjanster/${agency.kod}`);
      const said = [
        agency.guide.asked,
        ...agency.guide.answer,
        ...agency.guide.limits.map(({ limit }) => limit),
      ];
      for (const one of said) expect(page).toContain(one[language]);
      for (const { text: code, advice } of agency.koder) {
        expect(page).toContain(code.replace(/\s+/g, ' '));
        expect(page).toContain(advice[language]);
      }
    }
  });
});

describe('the page of test persons', () => {
  it('has everybody the simulator knows', () => {
    const numbers = rowsOf('/sv/testpersoner').filter((cell) => /^\d{12}$/.test(cell));
    expect(numbers).toEqual(facts().persons.map(({ personidentitet }) => personidentitet));
  });
});

describe('the page for operators', () => {
  it('links what is configured, and nothing else', () => {
    const links = { dashboards: 'https://grafana.invalid/d', runbooks: 'https://git.invalid/runbooks' };
    const page = documentOf(fetched('/sv/drift', facts({ links })).body);
    const foreign = tagged(page, 'a').flatMap(({ attributes: { href = '' } }) =>
      href.startsWith('http') ? [href] : [],
    );
    expect(foreign).toEqual(Object.values(links));
  });
});

describe('the guide', () => {
  const filesOf = (language: Language): readonly string[] =>
    readdirSync(new URL(`guide/${language}/`, DOCS)).toSorted();
  const read = (language: Language, file: string): string =>
    readFileSync(new URL(`guide/${language}/${file}`, DOCS), 'utf8');

  it('has the same chapters in both languages', () => {
    expect(filesOf('sv')).toEqual(filesOf('en'));
    expect(filesOf('sv').length).toBeGreaterThan(5);
  });

  it.each(filesOf('sv'))('%s names the same examples, addresses and codes in both', (file) => {
    const marksOf = (language: Language) => ({
      examples: [...read(language, file).matchAll(/\]\((\.\.\/[^)#]+)/g)].map(([, to = '']) => to).toSorted(),
      code: [...new Set(read(language, file).match(/`[^`\n]+`/g))].toSorted(),
      fences: read(language, file).match(/^```[^]*?^```$/gm),
      tables: (read(language, file).match(/^\|/gm) ?? []).length,
    });
    expect(marksOf('sv')).toEqual(marksOf('en'));
  });

  it('is on the portal, every chapter of it', () => {
    const shown = paths().flatMap((path) => /^\/anslut\/(.+)/.exec(path)?.[1] ?? []);
    const elsewhere = ['bastjanster', 'byta-version'];
    expect([...shown, ...elsewhere].toSorted()).toEqual(filesOf('sv').map((file) => file.replace('.md', '')));
  });

  it('shows every example as the file that the tests send, with the days of this month', () => {
    for (const file of readdirSync(new URL('examples/', DOCS))) {
      const { body } = fetched(`/exempel/${file}`);
      expect(withoutDays(body)).toBe(withoutDays(readFileSync(new URL(`examples/${file}`, DOCS), 'utf8')));
      expect(body).not.toMatch(/2026-10-01|2026-11-24/);
    }
  });
});
