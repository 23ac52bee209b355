import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DELAR, FAULT, FORMANER } from '@ssbtek/contract';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { formAt, tried, type Came, type Facts, type Step } from '@ssbtek/portal-pages';
import { readShsMessage } from '@ssbtek/shs';
import { AGENCY_LIMITS, child, descend, readXml } from '@ssbtek/xml';
import { productOf } from '../support/shs';
import { documentOf, elementsOf, tagged, textOf, type Element } from './document';
import { facts, fetched, LANGUAGES, MOMENT, paths, type Language } from './facts';

type Fields = Readonly<Record<string, string | readonly string[]>>;
const VERSIONS = facts().versions;
const versionOf = (name: string) => {
  const version = CONTRACT_VERSIONS.find((one) => one.name === name);
  if (!version) throw new Error(`no version ${name}`);
  return version;
};

/** Fields as a browser sends what stands in the form of a version at first. */
function firstFields(version: string): Fields {
  const page = documentOf(fetched(`/sv/prova?version=${version}`).body);
  const [form] = tagged(page, 'form').filter((one) => one.attributes['method'] === 'post');
  if (!form) throw new Error('no form');
  const fields: Record<string, string[]> = {};
  const add = (name = '', value = '') => (fields[name] = [...(fields[name] ?? []), value]);
  for (const { attributes } of tagged(form, 'input'))
    if (!['checkbox', 'radio'].includes(attributes['type'] ?? '') || 'checked' in attributes)
      add(attributes['name'], attributes['value']);
  for (const select of tagged(form, 'select')) {
    const [chosen] = tagged(select, 'option').filter((one) => 'selected' in one.attributes);
    add(select.attributes['name'], chosen?.attributes['value']);
  }
  return fields;
}

const sent = (fields: Fields): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  );

function step(version: string, fields: Fields = {}, language: Language = 'sv', known: Facts = facts()): Step {
  const query = new URLSearchParams({ version });
  const all = sent({ ...firstFields(version), do: 'send', ...fields });
  return tried(known, { language, path: '/prova' }, { path: `/${language}/prova`, query }, all, MOMENT);
}

function asked(version: string, fields: Fields = {}): Extract<Step, { kind: 'send' }> {
  const made = step(version, fields);
  if (made.kind !== 'send') throw new Error(`not sent: ${textOf(documentOf(made.answer.body))}`);
  return made;
}

const questionIn = (version: string, body: string) => {
  const question = versionOf(version).readQuestion(Buffer.from(body));
  if (question.typ !== 'fraga') throw new Error('a test question');
  return question;
};

const explained = (xml: string, language: Language = 'sv'): Element => {
  const place = { language, path: '/prova/forklara' } as const;
  const made = tried(facts(), place, { path: '', query: new URLSearchParams() }, sent({ svar: xml }), MOMENT);
  if (made.kind !== 'answer') throw new Error('it was sent');
  expect(made.answer).toMatchObject({ status: 200, fresh: true });
  return documentOf(made.answer.body);
};

const came = (xml: string, more: Partial<Extract<Came, { kind: 'answer' }>> = {}): Came => ({
  kind: 'answer',
  status: 200,
  body: Buffer.from(xml),
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  inquiryId: 'id-1',
  durationMs: 1234,
  ...more,
});

const answerIn = (namespace: string, svarsdata: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><s:hamtaBastjanstInformationResponse xmlns:s="${namespace}"><s:svarsdata>${svarsdata}</s:svarsdata></s:hamtaBastjanstInformationResponse></soap:Body></soap:Envelope>`;

describe.each(VERSIONS.map(({ name }) => name))('a question of %s', (name) => {
  const { koder, specifikt, namespaces } = versionOf(name);

  it('is valid as the form stands at first, and asks every agency', () => {
    const { address, body } = asked(name);
    const { general, fragor, namespace } = questionIn(name, body);
    expect(address).toBe(`http://mesh.invalid/ssbtek/${name}`);
    expect([general.personidentitet, namespace]).toEqual(['191212121212', namespaces[0]]);
    expect(Object.keys(fragor)).toEqual(koder);
    const forms = Object.entries(fragor).map(([kod, fraga]) => [kod, fraga.specifikt.typ]);
    expect(forms).toEqual(koder.map((kod) => [kod, specifikt[kod] ?? 'ingen']));
  });

  it.each(
    Array.from({ length: 2 ** koder.length - 1 }, (_, i) => koder.filter((_kod, at) => ((i + 1) >> at) & 1)),
  )('asks whom it should: %s', (...chosen) => {
    const { fragor } = questionIn(name, asked(name, { fraga: chosen.flat() }).body);
    expect(Object.keys(fragor)).toEqual(chosen.flat());
  });

  it.each(facts().persons.map(({ personidentitet }) => personidentitet))('is about %s', (person) => {
    for (const fields of [{ person }, { person: '', nummer: ` ${person.slice(0, 8)}-${person.slice(8)}` }])
      expect(questionIn(name, asked(name, fields).body).general.personidentitet).toBe(person);
  });

  it('is sent as an SHS message where that is wanted', () => {
    const made = asked(name, { way: 'shs' });
    expect([made.address, made.contentType]).toEqual(['http://mesh.invalid/shs', 'message/rfc822']);
    const read = readShsMessage(Buffer.from(made.body), made.contentType);
    if (read.kind !== 'message') throw new Error('no message');
    const { label, parts } = read.message;
    expect(label).toMatchObject({ transferType: 'synch', status: 'test', product: { urn: productOf(name) } });
    const question = versionOf(name).bare.readQuestion(parts[0]?.content ?? Buffer.alloc(0));
    expect(question).toMatchObject({ typ: 'fraga', general: { personidentitet: '191212121212' } });
  });

  it('has the period that is filled in', () => {
    const { fragor } = questionIn(name, asked(name, { from: '2026-02-28', tom: '2026-03-01' }).body);
    for (const { tidsperiod } of Object.values(fragor))
      expect(tidsperiod).toEqual({ fromDatum: '2026-02-28', tomDatum: '2026-03-01' });
  });
});

describe('what single agencies are asked', () => {
  const fk = (version: string, fields: Fields) =>
    questionIn(version, asked(version, fields).body).fragor['fk'];

  it.each([
    [{ forman: 'all' }, FORMANER],
    [{ forman: 'none', formaner: ['barnbidrag'] }, []],
    ...FORMANER.map((one) => [{ forman: 'some', formaner: [one] }, [one]] as const),
    [{ forman: 'some', formaner: ['barnbidrag', 'nope'] }, ['barnbidrag']],
  ] as const)('benefits of v1: %j', (fields, wanted) => {
    const specifikt = fk('v1', fields)?.specifikt;
    if (specifikt?.typ !== 'formansforteckning') throw new Error('no benefits');
    expect(Object.keys(specifikt.formaner)).toEqual([...FORMANER]);
    expect(FORMANER.filter((one) => specifikt.formaner[one])).toEqual([...wanted]);
  });

  it.each(['v10', 'v11'])('LEFI of %s as the example has it, but for the period', (version) => {
    const xml = readFileSync(new URL(`../../docs/examples/${version}-fraga.xml`, import.meta.url), 'utf8');
    const [, example = ''] = /<lefiJsonFraga>([^<]+)/.exec(xml) ?? [];
    const specifikt = fk(version, { from: '2026-10-01', tom: '2026-11-24' })?.specifikt;
    expect(specifikt).toMatchObject({ typ: 'lefi', version: 'v9', aktorsid: 'KOMMUN-A-01', fraga: example });
  });

  it('LEFI groups one by one', () => {
    const specifikt = fk('v10', { lefi: ['beslut/PM:BTI', 'nope/FK:X'], aktorsid: 'A.1' })?.specifikt;
    if (specifikt?.typ !== 'lefi') throw new Error('no LEFI');
    const json = JSON.parse(Buffer.from(specifikt.fraga, 'base64').toString('utf8')) as object;
    expect(json).toEqual({
      personnummer: '191212121212',
      period: { from: '2026-10-01', tom: '2026-11-29' },
      beslut: ['PM:BTI'],
    });
    expect(specifikt.aktorsid).toBe('A.1');
  });

  it.each(
    Array.from({ length: 2 ** DELAR.length - 1 }, (_, i) => DELAR.filter((_del, at) => ((i + 1) >> at) & 1)),
  )('parts of SKV in v11: %s', (...parts) => {
    const { fragor } = questionIn('v11', asked('v11', { del: parts.flat(), ar: '2023, 2024' }).body);
    expect(fragor['skv']?.specifikt).toEqual({ typ: 'beskattning', ar: [2023, 2024], delar: parts.flat() });
  });
});

describe('what is filled in wrongly', () => {
  const SOMEBODY = ['19850101', '1236'].join('');

  it.each([
    ['a number that may be somebody’s', { nummer: SOMEBODY }, 'nummer'],
    ['one that was put into the list', { person: SOMEBODY }, 'nummer'],
    ['nobody asked', { fraga: [] }, 'fragor'],
    ['an unknown agency', { fraga: ['pm'] }, 'fragor'],
    ['a day that does not exist', { from: '2026-02-30' }, 'from'],
    ['no day', { tom: '' }, 'tom'],
    ['an aktorsid that could lead elsewhere', { aktorsid: '../x' }, 'aktorsid'],
    ['no year', { ar: '' }, 'ar'],
    ['a year in words', { ar: 'i år' }, 'ar'],
    ['no part', { del: [] }, 'delar'],
  ])('%s is said in both languages, is not sent and is not repeated', (_, fields, field) => {
    for (const language of LANGUAGES) {
      const made = step('v11', fields, language);
      if (made.kind !== 'answer') throw new Error('it was sent');
      expect(made.answer).toMatchObject({ status: 400, fresh: true });
      expect(made.answer.body).not.toContain(SOMEBODY);
      const page = documentOf(made.answer.body);
      const [alert] = elementsOf(page).filter((one) => one.attributes['role'] === 'alert');
      expect(alert && tagged(alert, 'a').map((one) => one.attributes['href'])).toEqual([`#${field}`]);
      expect(elementsOf(page).filter((one) => one.attributes['id'] === field)).toHaveLength(1);
    }
  });

  it('is said by the version itself where only the version knows', () => {
    const made = step('v10', { from: '0000-01-01' });
    if (made.kind === 'send') questionIn('v10', made.body);
    else expect(made.answer.status).toBe(400);
  });

  it('survives anything', () => {
    const place = { language: 'sv', path: '/prova' } as const;
    for (const text of ['', 'a', '%', '&&&=', `person=${'1'.repeat(100_000)}`]) {
      const made = tried(
        facts(),
        place,
        { path: '', query: new URLSearchParams() },
        new URLSearchParams(text),
        MOMENT,
      );
      expect(made).toMatchObject({ kind: 'answer', answer: { status: 400 } });
    }
  });
});

describe('in production', () => {
  const known = facts({ environment: 'production' });

  it('there is no such page, and no form is taken', () => {
    for (const path of ['/prova', '/prova/forklara']) {
      expect(paths(known)).not.toContain(path);
      for (const language of LANGUAGES) {
        expect(fetched(`/${language}${path}`, known).status).toBe(404);
        expect(formAt(known, `/${language}${path}`)).toBeUndefined();
        expect(formAt(facts(), `/${language}${path}`)).toEqual({ language, path });
      }
    }
    for (const path of paths(known)) expect(fetched(`/sv${path}`, known).body).not.toContain('/prova');
  });
});

describe('an answer', () => {
  const v10 = versionOf('v10').namespaces[0] ?? '';
  const fel = (kalla: string, felkod: string, text = 'x'): string =>
    `<s:error><s:kalla>${kalla}</s:kalla><s:felkod>${felkod}</s:felkod><s:felmeddelande>${text}</s:felmeddelande></s:error>`;
  const card = (page: Element, element: string): Element => {
    const [found] = elementsOf(page).filter((one) => one.attributes['id'] === `svar-${element}`);
    if (!found) throw new Error(`no card for ${element}`);
    return found;
  };

  it.each(
    facts().agencies.flatMap((agency) =>
      agency.koder.filter(({ becomes }) => becomes === 'error').map((kod) => ({ agency, ...kod })),
    ),
  )('says of $agency.element $kod what to do, as the page of codes does', ({ agency, kod, advice }) => {
    for (const language of LANGUAGES) {
      const page = explained(
        answerIn(v10, `<s:${agency.element}>${fel('BT', kod)}</s:${agency.element}>`),
        language,
      );
      expect(textOf(card(page, agency.element))).toContain(advice[language]);
    }
  });

  it.each(['2000', '2001'])('says what may lie behind %s', (kod) => {
    const page = explained(answerIn(v10, `<s:AF>${fel('SSBT', kod)}</s:AF>`));
    expect(textOf(card(page, 'AF'))).toContain('De andra bastjänsternas svar är bra');
  });

  it('takes a code that nobody documents for what it is', () => {
    const page = explained(answerIn(v10, `<s:AF>${fel('BT', '4711')}</s:AF>`));
    expect(textOf(card(page, 'AF'))).toContain('Koden finns inte bland de dokumenterade');
  });

  it('is data for some and errors for others, counted', () => {
    const page = explained(answerIn(v10, `<s:AF>${fel('BT', '700')}</s:AF><s:MIV><s:data/></s:MIV>`));
    expect(textOf(page)).toContain('1 av 2 bastjänster svarade med uppgifter');
    expect(textOf(card(page, 'MIV'))).toContain('data är tomt');
  });

  it.each([
    ['none at all', '', 'Klistra in ett svar först'],
    ['no document', '<a><b></a>', 'Det går inte att läsa som XML'],
    ['another document', '<html/>', 'Det är inget svar från SSBTEK'],
    ['a question', asked('v10').body, 'Det är inget svar från SSBTEK'],
    ['a DTD', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'Det går inte att läsa som XML'],
    [
      'an answer that departs from its schema',
      answerIn(v10, '<s:AF/><s:PM/>'),
      'Svaret avviker från schemat',
    ],
    [
      'one that follows it',
      answerIn(v10, `<s:AF>${fel('BT', '1')}</s:AF>`),
      'Svaret följer versionens schema',
    ],
    [
      'a declaration of another encoding',
      `<?xml version="1.0" encoding="ISO-8859-1"?>${answerIn(v10, `<s:AF>${fel('BT', '1', 'å')}</s:AF>`)}`,
      'å',
    ],
  ])('that was pasted: %s', (_, xml, said) => {
    expect(textOf(explained(xml))).toContain(said);
  });

  it('names the schema’s rule', () => {
    const page = explained(answerIn(v10, `<s:AF>${fel('FK', '1')}</s:AF>`), 'en');
    expect(textOf(page)).toMatch(/The answer departs from the schema: kalla: /);
  });

  it.each(CONTRACT_VERSIONS)('that is a fault of $name says what to do', (version) => {
    const fault = version.writeFault({ fel: FAULT.invalid, hint: 'SKV: fraga is missing' });
    const page = explained(Buffer.from(fault).toString('utf8'), 'en');
    expect(textOf(page)).toContain('SKV: fraga is missing');
    expect(textOf(page)).toContain('Correct the question; asking again does not help.');
    const bare = version.bare.writeFault({ fel: FAULT.timeout });
    expect(textOf(explained(Buffer.from(bare).toString('utf8')))).toContain('Fråga igen senare.');
  });

  it('comes with its time, its id and its status', () => {
    const { body } = asked('v10').then(came(answerIn(v10, '')));
    expect(textOf(documentOf(body))).toMatch(/1,23 sekunder.*id-1.*200/);
  });

  it.each(['timeout', 'unreachable', 'large', 'busy'] as const)('that did not come is said so: %s', (why) => {
    const { body, status } = asked('v10').then({ kind: 'nothing', why });
    expect(status).toBe(200);
    expect(textOf(documentOf(body))).toContain('Inget svar kom');
  });

  it('is text, whatever it says', () => {
    const EVIL = `"><script>alert('&')</script><a href="javascript:x">`;
    const xml = EVIL.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    const json = Buffer.from(JSON.stringify({ [EVIL]: EVIL, a: [EVIL] })).toString('base64');
    const svarsdata = [
      `<s:AF>${fel(xml, xml, xml)}</s:AF>`,
      `<s:CSN><s:data><s:svar>${Buffer.from(`<a b="${xml}">${xml}</a>`).toString('base64')}</s:svar></s:data></s:CSN>`,
      `<s:FK><s:data><s:lefiJsonSvar>${json}</s:lefiJsonSvar></s:data></s:FK>`,
      `<s:SKV><s:data><svar z="${xml}">${xml}</svar></s:data></s:SKV>`,
    ].join('');
    for (const text of [
      answerIn(v10, svarsdata),
      answerIn(v10, svarsdata).replaceAll('hamtaBastjanstInformationResponse', 'x'),
    ]) {
      const { body } = asked('v10').then(came(text, { inquiryId: EVIL }));
      const page = documentOf(body);
      expect(tagged(page, 'script')).toEqual([]);
      expect(body).toContain('&lt;script&gt;');
      expect(tagged(page, 'a').filter(({ attributes: { href = '' } }) => !/^[/#]/.test(href))).toEqual([]);
    }
  });

  it('does not make a page larger than people read, however large it is', () => {
    const large = answerIn(v10, `<s:AF><s:data>${'<a><b>1</b></a>'.repeat(50_000)}</s:data></s:AF>`);
    const { body } = asked('v10').then(came(large));
    expect(Buffer.byteLength(body)).toBeLessThan(200_000);
    expect(textOf(documentOf(body))).toContain('Allt visas inte här');
  });
});

describe('the project for SoapUI', () => {
  it.each(VERSIONS.map(({ name }) => name))(
    'of %s is a document with the address and the question',
    (name) => {
      const made = step(name, { do: 'soapui' });
      if (made.kind !== 'answer') throw new Error('it was sent');
      expect(made.answer).toMatchObject({
        status: 200,
        fresh: true,
        fileName: `ssbtek-${name}-soapui-project.xml`,
      });
      const { root } = readXml(Buffer.from(made.answer.body), AGENCY_LIMITS);
      const described = child(root, 'interface');
      const call = descend(root, 'interface', 'operation', 'call');
      expect(call && child(call, 'endpoint')?.text).toBe(`http://mesh.invalid/ssbtek/${name}`);
      questionIn(name, (call && child(call, 'request')?.text) ?? '');
      expect(described?.attributes.get('definition')).toBe(`http://mesh.invalid/ssbtek/${name}?wsdl`);
      expect(versionOf(name).wsdl('x')).toContain(
        `<wsdl:binding name="${described?.attributes.get('name') ?? ''}"`,
      );
    },
  );
});
