import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { STATUS_TOPIC, type Incoming } from '@ssbtek/messaging';
import { tried } from '@ssbtek/portal-pages';
import { linesOf } from '../../../libs/portal/src/trial/laid-out';
import { readStatus, STATUS_EVENT } from '../../../libs/messaging/port/src/status-message';
import { facts, MOMENT } from '../../portal/facts';
import type { Reader } from './measure';
import { LARGE_SHAPES, repeated, SHAPES } from './shapes';

const SIZE = 100_000;
const [{ uri = '' } = {}] = CONTRACT_VERSIONS.at(-1)?.namespaces.map((one) => ({ uri: one })) ?? [];
const KNOWN = facts();

/** An answer with this in place of what an agency delivers. */
const answerWith = (data: string): string => inAnswer(`<AF><data>${data}</data></AF>`);
const inAnswer = (svarsdata: string): string =>
  `<hamtaBastjanstInformationResponse xmlns="${uri}"><svarsdata>${svarsdata}</svarsdata></hamtaBastjanstInformationResponse>`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What somebody pastes to have it explained. */
const pasted = (svar: string): (() => unknown) => {
  const sent = new URLSearchParams({ svar });
  const asked = { path: '/sv/prova/forklara', query: new URLSearchParams() };
  return () => tried(KNOWN, { language: 'sv', path: '/prova/forklara' }, asked, sent, MOMENT);
};
/** The form of a question. */
const form = (sent: URLSearchParams): (() => unknown) => {
  const asked = { path: '/sv/prova', query: new URLSearchParams() };
  return () => tried(KNOWN, { language: 'sv', path: '/prova' }, asked, sent, MOMENT);
};

const explained = Object.entries({ ...SHAPES, ...LARGE_SHAPES }).map(
  ([name, shape]) => [`an answer: ${name}`, (size: number) => answerWith(shape(size))] as const,
);
const OTHERS: ReadonlyArray<readonly [string, (size: number) => string]> = [
  ['base64 of many elements', (size) => answerWith(base64(`<a>${repeated('<b>1</b>', size * 0.75)}</a>`))],
  ['base64 of JSON', (size) => answerWith(base64(`[${repeated('{"a":[1,2]},', size * 0.75)}0]`))],
  ['base64 of deep JSON', (size) => answerWith(base64('['.repeat(size * 0.37) + ']'.repeat(size * 0.37)))],
  ['digits of base64 with white space', (size) => answerWith(repeated('AAAA \n', size))],
  ['a document as text', (size) => answerWith(repeated('&lt;a&gt;', size))],
  ['many agencies', (size) => inAnswer(repeated('<AF><data><a/></data></AF>', size))],
  ['many parts', (size) => inAnswer(`<SKV>${repeated('<d><data><a/></data></d>', size)}</SKV>`)],
  [
    'many texts of an error',
    (size) => inAnswer(`<AF><error>${repeated('<felmeddelande>x</felmeddelande>', size)}</error></AF>`),
  ],
  ['no document', (size) => repeated('<', size)],
  ['declarations', (size) => repeated('<?xml ', size)],
];

const status = (value: string): (() => unknown) => {
  const message = {
    topic: STATUS_TOPIC,
    key: 'af/worker-af',
    headers: { ce_type: STATUS_EVENT },
    value: Buffer.from(value),
  } as unknown as Incoming;
  return () => readStatus(message);
};

/** What people paste and send to the portal, and what it reads of its topic. */
export const portalReaders: ReadonlyArray<readonly [string, number, Reader]> = [
  ...[...explained, ...OTHERS].map(
    ([name, make]) => [name, SIZE, (size: number) => pasted(make(size))] as const,
  ),
  // What is laid out is cut where a page ends: in the middle of anything.
  ...['<![CDATA[', '<!--', '<?p ', '<a b="', "<a b='", '<'].map(
    (piece) =>
      [
        `a document that ends in the middle of ${piece}`,
        SIZE,
        (size: number) => {
          const text = `<a>${piece}${repeated(piece, size)}`;
          return () => linesOf(text);
        },
      ] as const,
  ),
  ['a form of many fields', SIZE, (size) => form(new URLSearchParams(repeated('fraga=af&', size)))],
  ['a form with a long field', SIZE, (size) => form(new URLSearchParams({ nummer: '1'.repeat(size) }))],
  ['a status of many changes', SIZE, (size) => status(`{"form":1,"changes":[${repeated('{},', size)}{}]}`)],
  ['a status with a long name', SIZE, (size) => status(`{"form":1,"kod":"${'a'.repeat(size)}"}`)],
  ['a status that is none', SIZE, (size) => status('['.repeat(size))],
];
