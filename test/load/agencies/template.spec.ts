import { describe, expect, it } from 'vitest';
import { readQuestion } from './question.ts';
import { filled, templateOf } from './template.ts';

const uuid = (digit: number): string => `01a224cd-5d58-7752-b159-93ea81f2fbd${digit}`;
const questionAbout = (tenDigits: string, id: number): string =>
  `<label tx.id="${uuid(id)}"/><korrelationsid>BENCH-${id}</korrelationsid><personnummer>19${tenDigits}</personnummer>`;
const encoded = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

describe('readQuestion', () => {
  it('finds the person and what answers repeat', () => {
    const question = readQuestion('csn', questionAbout('9001102384', 1));
    expect(question?.personidentitet).toBe('199001102384');
    expect(question?.echoed).toEqual([
      '9001102384',
      expect.stringMatching(/^nonce-csn-/),
      uuid(1),
      'BENCH-1',
    ]);
  });
  it.each(['<sekel>20</sekel><personnummer>1001102389</personnummer>', '{"personnummer":"201001102389"}'])(
    'knows the century: %s',
    (body) => {
      expect(readQuestion('tns', body)?.personidentitet).toBe('201001102389');
    },
  );
  it('finds nobody in a question about nobody', () => {
    expect(readQuestion('af', '<organisationsnummer>162120002411</organisationsnummer>')).toBeUndefined();
  });
});

describe('a template', () => {
  const [one, two] = [questionAbout('9001102384', 1), questionAbout('9101102399', 2)].map(
    (body) => readQuestion('csn', body)?.echoed ?? [],
  );
  const answerTo = ([person, nonce, id, korrelationsid]: readonly string[]): string =>
    `<a id="${id}">${korrelationsid} ${person}</a>${nonce}`;

  it('of one answer gives the answer to another question', () => {
    expect(filled(templateOf(answerTo(one ?? []), one ?? []), two ?? [])).toBe(answerTo(two ?? []));
  });
  it('reaches into an encoded part', () => {
    const multipart = (echoed: readonly string[]): string =>
      `id ${echoed[2]}\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded(`<p>${echoed[0]}</p>`)}\r\n--end--`;
    expect(filled(templateOf(multipart(one ?? []), one ?? []), two ?? [])).toBe(multipart(two ?? []));
  });
});
