import { failed, type Outcome } from '@ssbtek/core';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { QuestionRefused, type ContractVersion, type Question } from '@ssbtek/contract-version';
import { BENCHES } from '../support';
import type { Reader } from './measure';
import { LARGE_SHAPES, repeated, SHAPES, type Shape } from './shapes';

/** Half of what a question may have, with the question around it. */
const SIZE = 120_000;

type Entry = readonly [name: string, size: number, reader: Reader];

const exampleOf = (name: string): string => BENCHES.find(([version]) => version === name)?.[1].exempel ?? '';

/** Reads a question; a refusal is an answer too, and its cost matters as much. */
function asked(version: ContractVersion, text: string): unknown {
  try {
    return version.readQuestion(Buffer.from(text));
  } catch (error) {
    if (error instanceof QuestionRefused) return error;
    throw error;
  }
}

const edited =
  (version: ContractVersion, edit: (question: string, size: number) => string): Reader =>
  (size) => {
    const text = edit(exampleOf(version.name), size);
    return () => asked(version, text);
  };

const inside = (version: ContractVersion, element: string, shape: Shape): Reader =>
  edited(version, (question, size) => question.replace(`</${element}>`, () => `${shape(size)}</${element}>`));

const BITRADE =
  '<personuppgiftsbitrade><organisationsnummer>162021005521</organisationsnummer><namn>N</namn></personuppgiftsbitrade>';

const ofVersion = (version: ContractVersion): readonly Entry[] => {
  const named = (name: string, reader: Reader, size = SIZE): Entry => [
    `${version.name}: ${name}`,
    size,
    reader,
  ];
  const tagged = (tag: (size: number) => string, content: (size: number) => string = () => ''): Reader =>
    edited(version, (question, size) =>
      question.replace('<syfte>', () => `<syfte${tag(size)}>${content(size)}`),
    );
  return [
    ...Object.entries({ ...SHAPES, ...LARGE_SHAPES }).map(([name, shape]) =>
      named(`syfte with ${name}`, inside(version, 'syfte', shape)),
    ),
    ...[
      'arendeidentitet',
      'personidentitet',
      'fromDatum',
      'frageTidpunkt',
      'organisationsnummer',
      'fraganSkallInkluderasISvaret',
    ].map((element) =>
      named(
        `${element} with white space`,
        inside(version, element, (size) => ' '.repeat(size)),
      ),
    ),
    ...['personidentitet', 'tomDatum', 'organisationsnummer'].map((element) =>
      named(
        `${element} with digits`,
        inside(version, element, (size) => '1'.repeat(size)),
      ),
    ),
    named(
      'many biträden',
      edited(version, (question, size) =>
        question.replace('<syfte>', () => `${repeated(BITRADE, size)}<syfte>`),
      ),
    ),
    named(
      'many wrong biträden',
      edited(version, (question, size) =>
        question.replace(
          '<syfte>',
          () => `${repeated(BITRADE.replace('<namn>', '<namn a="1" b="2">'), size)}<syfte>`,
        ),
      ),
    ),
    named(
      'wrong attributes with a long namespace',
      edited(version, (question, size) =>
        question
          .replace('<generella', () => `<generella`)
          .replace(
            '<syfte>',
            () => `${repeated(BITRADE.replace('<namn>', '<namn p:a="1" p:b="2">'), size / 2)}<syfte>`,
          )
          .replace(
            '<hamtaBastjanstInformation',
            () => `<hamtaBastjanstInformation xmlns:p="urn:${'u'.repeat(Math.max(0, size / 2))}"`,
          ),
      ),
    ),
    named(
      'many header blocks',
      edited(version, (question, size) =>
        question.replace(
          '<soapenv:Header/>',
          () => `<soapenv:Header>${repeated('<h xmlns="urn:h"/>', Math.min(size, 3_000))}</soapenv:Header>`,
        ),
      ),
      1_500,
    ),
    named(
      'a wrong attribute, long',
      tagged((size) => ` a="${'x'.repeat(size)}"`),
    ),
    named(
      'an echo',
      edited(version, (question, size) =>
        question
          .replace(/(<fraganSkallInkluderasISvaret>)[^<]*/, '$11')
          .replace('</syfte>', () => `${repeated('&amp;å', size)}</syfte>`),
      ),
    ),
  ];
};

/** A LEFI question inside a question of v10, with more in it. */
const lefi =
  (more: (size: number) => string): Reader =>
  (size) => {
    const json = `{"personnummer":"191212121212",${more(size * 0.7)}}`;
    const base64 = Buffer.from(json).toString('base64');
    const text = exampleOf('v10').replace(/(<lefiJsonFraga>)[^<]*/, () => `<lefiJsonFraga>${base64}`);
    const version = CONTRACT_VERSIONS.find(({ name }) => name === 'v10');
    return () => version && asked(version, text);
  };
const base64 =
  (text: (size: number) => string): Reader =>
  (size) => {
    const question = exampleOf('v10').replace(/(<lefiJsonFraga>)[^<]*/, () => `<lefiJsonFraga>${text(size)}`);
    const version = CONTRACT_VERSIONS.find(({ name }) => name === 'v10');
    return () => version && asked(version, question);
  };

/** Every version's question, and what is inside FK's. */
export const questionReaders: readonly Entry[] = [
  ...CONTRACT_VERSIONS.flatMap(ofVersion),
  ['lefiJsonFraga: many names', SIZE, lefi((size) => repeated((n) => `"a${n}":1,`, size).slice(0, -1))],
  ['lefiJsonFraga: one name again', SIZE, lefi((size) => repeated('"a":1,', size).slice(0, -1))],
  [
    'lefiJsonFraga: personnummer again',
    SIZE,
    lefi((size) => repeated('"Personnummer":1,', size).slice(0, -1)),
  ],
  ['lefiJsonFraga: deep', SIZE, lefi((size) => `"a":${'['.repeat(size / 2)}${']'.repeat(size / 2)}`)],
  ['lefiJsonFraga: a long text', SIZE, lefi((size) => `"a":"${'\\"'.repeat(size / 2)}"`)],
  ['lefiJsonFraga: a text of punctuation', SIZE, lefi((size) => `"a":"${'{:['.repeat(size / 3)}"`)],
  ['lefiJsonFraga: no JSON', SIZE, lefi((size) => '"'.repeat(size))],
  ['lefiJsonFraga: white space', SIZE, base64((size) => ' '.repeat(size))],
  ['lefiJsonFraga: almost base64', SIZE, base64((size) => `${'AAAA'.repeat(size / 4)}!`)],
  ['lefiJsonFraga: padding', SIZE, base64((size) => '='.repeat(size))],
];

const question = (version: ContractVersion, size: number): Question => {
  const text = exampleOf(version.name)
    .replace(/(<fraganSkallInkluderasISvaret>)[^<]*/, '$11')
    .replace('</syfte>', () => `${'å'.repeat(size)}</syfte>`);
  const read = version.readQuestion(Buffer.from(text));
  if (read.typ !== 'fraga') throw new Error('not a question');
  return read;
};

const answered =
  (version: ContractVersion, outcome: (size: number) => Outcome): Reader =>
  (size) => {
    const read = question(version, 10);
    const outcomes = Object.keys(read.fragor).map((kod) => ({ kod, outcome: outcome(size / 7) }));
    return () => version.writeAnswer(read, { inquiryId: 'x', outcomes });
  };
const content = (size: number): Uint8Array => Buffer.from('&amp;'.repeat(size / 5));

/** What is written of it. */
export const versionWriters: readonly Entry[] = CONTRACT_VERSIONS.flatMap((version): readonly Entry[] => [
  [
    `${version.name}: errors of the agencies`,
    200_000,
    answered(version, (size) =>
      failed({
        kind: 'agency-fault',
        felkod: '&',
        felmeddelanden: Array.from({ length: size / 20 }, () => '\u0000&<>\r\ud800å'),
      }),
    ),
  ],
  [
    `${version.name}: data in XML`,
    200_000,
    answered(version, (size) => ({
      type: 'data',
      data: { form: 'xml', declarations: [], content: content(size) },
    })),
  ],
  [
    `${version.name}: data with many declarations`,
    200_000,
    answered(version, (size) => ({
      type: 'data',
      data: {
        form: 'xml',
        declarations: Array.from(
          { length: size / 30 },
          (_, n) => [n === 0 ? 'ssbt' : `ssbt${n}`, 'urn:a&b'] as const,
        ),
        content: new Uint8Array(),
      },
    })),
  ],
  [
    `${version.name}: data in base64`,
    200_000,
    answered(version, (size) => ({ type: 'data', data: { form: 'binary', content: content(size) } })),
  ],
  [
    `${version.name}: an echo`,
    40_000,
    (size) => {
      const read = question(version, size);
      const outcomes = Object.keys(read.fragor).map((kod) => ({ kod, outcome: failed({ kind: 'timeout' }) }));
      return () => version.writeAnswer(read, { inquiryId: 'x', outcomes });
    },
  ],
  [
    `${version.name}: a fault`,
    300_000,
    (size) => {
      const hint = '&\u0000'.repeat(size / 2);
      return () => version.writeFault({ fel: { felkod: '1001', felmeddelande: 'x' }, hint });
    },
  ],
  [
    `${version.name}: a description`,
    7_000,
    (size) => {
      const host = `https://${'&a'.repeat(size / 2)}/`;
      return () => version.wsdl(host);
    },
  ],
]);
