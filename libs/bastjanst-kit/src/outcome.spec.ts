import { describe, expect, it } from 'vitest';
import {
  NO_ADVICE,
  agencyFault,
  binaryData,
  httpStatus,
  malformed,
  testAnswered,
  xmlData,
  type Descriptor,
} from './index';

const descriptor: Descriptor = {
  kod: 'xx',
  namn: 'X',
  element: 'XX',
  settings: [],
  guide: { asked: { sv: 'Ett.', en: 'One.' }, limits: [], answer: [] },
  koder: [{ kod: '7', text: 'Dokumenterat', becomes: 'error', advice: NO_ADVICE }],
};

describe('agencyFault', () => {
  it.each([
    ['the text as sent', '7', ['Sänt'], ['Sänt']],
    ['several texts in order', '7', ['Ett', 'Två'], ['Ett', 'Två']],
    ['empty texts left out', '7', [undefined, '', 'Två'], ['Två']],
    ['the documented text when none was sent', '7', [undefined], ['Dokumenterat']],
    ['one empty text for an unknown code without text: the contract wants at least one', '8', [], ['']],
  ])('delivers %s', (_, felkod, texter, felmeddelanden) => {
    expect(agencyFault(descriptor, felkod, texter)).toEqual({
      type: 'failure',
      failure: { kind: 'agency-fault', felkod, felmeddelanden },
    });
  });
});

it.each([
  ['soap', 'Sju i SOAP'],
  ['rest', 'Sju i JSON'],
  ['annat', ''],
  [undefined, 'Sju i SOAP'],
])('agencyFault over %s takes the text that this protocol documents', (protokoll, text) => {
  const koder = [
    { kod: '7', text: 'Sju i SOAP', becomes: 'error', advice: NO_ADVICE, protokoll: 'soap' },
    { kod: '7', text: 'Sju i JSON', becomes: 'error', advice: NO_ADVICE, protokoll: 'rest' },
  ] as const;
  expect(agencyFault({ ...descriptor, koder }, '7', [], protokoll)).toMatchObject({
    failure: { felmeddelanden: [text] },
  });
});

it('makes the other outcomes', () => {
  const content = Uint8Array.of(1);
  expect(xmlData({ declarations: [['p', 'urn:p']], content })).toEqual({
    type: 'data',
    data: { form: 'xml', declarations: [['p', 'urn:p']], content },
  });
  expect(binaryData(content)).toEqual({ type: 'data', data: { form: 'binary', content } });
  expect(malformed('word')).toEqual({ type: 'failure', failure: { kind: 'malformed', reason: 'word' } });
  expect(testAnswered()).toEqual({ type: 'data', data: { form: 'test', anropad: true } });
  expect(httpStatus(302)).toEqual({ type: 'failure', failure: { kind: 'http-status', status: 302 } });
});
