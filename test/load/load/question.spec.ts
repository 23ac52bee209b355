import { describe, expect, it } from 'vitest';
import { ELEMENTS, Question } from './question.ts';

const PERSON = '199001102384';

describe('the question', () => {
  it('is about one person, in LEFI’s part as well', () => {
    const xml = new Question(ELEMENTS).about(PERSON, 'BENCH-1');
    const [, lefi = ''] = /<lefiJsonFraga>([^<]+)</.exec(xml) ?? [];
    expect(JSON.parse(Buffer.from(lefi, 'base64').toString())).toMatchObject({ personnummer: PERSON });
    expect(xml).toContain(`<personidentitet>${PERSON}</personidentitet>`);
    expect(xml).toContain('<korrelationsid>BENCH-1</korrelationsid>');
    expect(xml.match(/inkludera="true"/g)).toHaveLength(ELEMENTS.length);
  });
  it.each([['CSN'], ['FK'], ['TNS']])('leaves %s out', (left) => {
    const xml = new Question(ELEMENTS.filter((element) => element !== left)).about(PERSON, 'BENCH-1');
    expect(xml).toContain(`<${left} inkludera="false"/>`);
    expect(xml.match(/inkludera="true"/g)).toHaveLength(ELEMENTS.length - 1);
    expect(xml.endsWith('</soapenv:Envelope>\n')).toBe(true);
  });
});
