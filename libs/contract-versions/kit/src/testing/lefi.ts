import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { inside, swap, withText, without, type Edit } from './edit';

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const lefi = (json: string | Uint8Array): Edit => withText('lefiJsonFraga', base64(json));
const PERIOD = '<tidsperiod><fromDatum>2026-10-01</fromDatum><tomDatum>2026-11-24</tomDatum></tidsperiod>';
const utanFk = swap('<FK inkludera="true"', '<FK inkludera="false"');
const inFk = (edit: Edit): Edit => inside('FK', edit);

/** FK's question from version 10 on (sources.md 1.3, 2.3, 5 #23): what is handed on, and what is refused. */
export function describeLefi(bench: Bench): void {
  describeHandedOn(bench);
  describeLefiRefused(bench);
}

function describeHandedOn({ exempel, fraga, read }: Bench): void {
  const specifikt = (...edits: readonly Edit[]) => read(fraga(...edits)).fragor['fk']?.specifikt;
  const [, sent = ''] = /<lefiJsonFraga>(.*)<\/lefiJsonFraga>/.exec(exempel) ?? [];

  describe('FK is asked in LEFI’s own words (sources.md 2.3)', () => {
    it('with version, aktorsid and the bytes that were sent', () => {
      expect(specifikt()).toEqual({ typ: 'lefi', version: 'v9', aktorsid: 'KOMMUN-A-01', fraga: sent });
    });

    it('in version v9 when none is named', () => {
      expect(specifikt(without('version'))).toMatchObject({ version: 'v9' });
    });

    it.each(['v10', 'V9.1', '9', 'v9-beta_2'])('in version %s when that is named', (version) => {
      expect(specifikt(withText('version', version))).toMatchObject({ version });
    });

    it.each([
      '026-51',
      '5f0c6c1e-8f0a-4a57-9d0e-3f2f6c0b7a10',
      'Nämnden för ÅÄÖ',
      'a%2Fb',
      'a?b#c',
      '...',
      'a'.repeat(200),
    ])('as the actor %s', (aktorsid) => {
      expect(specifikt(withText('aktorsid', aktorsid))).toMatchObject({ aktorsid });
    });

    it('without the white space that only indents', () => {
      const indented = (text: string): string => `\n          ${text}\n  `;
      expect(
        specifikt(
          withText('version', indented('v9')),
          withText('aktorsid', indented('KOMMUN-A-01')),
          withText('lefiJsonFraga', indented(sent.replaceAll(/(.{76})/g, '$1\r\n'))),
        ),
      ).toEqual({ typ: 'lefi', version: 'v9', aktorsid: 'KOMMUN-A-01', fraga: sent });
    });

    // Whatever a string can hold (ADR 30): what is no part of a path is refused where the path is made, for FK alone.
    it.each([
      ['version', ''],
      ['version', ' \n '],
      ['version', '..'],
      ['version', 'v9/x'],
      ['version', `v${'9'.repeat(20)}`],
      ['aktorsid', ''],
      ['aktorsid', ' \n '],
      ['aktorsid', '../v8/aktorer/x'],
      ['aktorsid', 'a\\b'],
      ['aktorsid', 'a\nb'],
      ['aktorsid', 'a\u0085b'],
      ['aktorsid', 'a'.repeat(201)],
    ] as const)('with the %s %j, which is FK’s to judge', (name, text) => {
      expect(specifikt(withText(name, text))).toMatchObject({ typ: 'lefi', [name]: text.trim() });
      expect(Object.keys(read(fraga(withText(name, text))).fragor)).toEqual(
        Object.keys(read(fraga()).fragor),
      );
    });

    it.each<readonly [string, string]>([
      ['in ten digits', '{"personnummer":"1212121212"}'],
      ['in twelve digits', '{"personnummer":"191212121212"}'],
      ['with an escaped name', '{"person\\u006eummer":"191212121212"}'],
      [
        'beside others further in',
        '{"a":{"personnummer":"x"},"personnummer":"191212121212","b":["personnummer"]}',
      ],
      ['in text with odd characters', ' {"å\\"{:":"\\\\",\n"personnummer":"191212121212"} '],
    ])('about the person of the question, named %s (sources.md 2.3)', (_title, json) => {
      expect(specifikt(lefi(json))).toMatchObject({ fraga: base64(json) });
    });

    it('or not at all, and then nothing is looked at (sources.md 1.3)', () => {
      expect(read(fraga(utanFk, inFk(without('fraga')))).fragor).not.toHaveProperty('fk');
      expect(read(fraga(utanFk, lefi('[]'))).fragor).not.toHaveProperty('fk');
    });
  });
}

const NO_OBJECT = /^lefiJsonFraga: måste innehålla ett JSON-objekt i UTF-8$/;
const NO_BASE64 = /^lefiJsonFraga: /;
const ONCE = /^lefiJsonFraga: måste innehålla personnummer en gång, som text$/;
const OTHER = /^lefiJsonFraga: personnummer måste vara personen i personidentitet$/;

/** [what is wrong, the change, the hint] */
const REFUSED: ReadonlyArray<readonly [title: string, edit: Edit, hint: RegExp]> = [
  [
    'no fraga (architecture 11)',
    inFk(without('fraga')),
    /^FK: med inkludera true måste det finnas en fraga$/,
  ],
  ['no aktorsid', without('aktorsid'), /^lefiJsonFraga: /],
  ['no lefiJsonFraga', without('lefiJsonFraga'), /^fraga: /],
  ['a tidsperiod, which FK has none of', inFk(swap('<fraga>', `${PERIOD}<fraga>`)), /^tidsperiod: /],
  ['a formansforteckning as in version 1', inFk(swap(/<fraga>[^]*<\/fraga>/, '<formansforteckning/>')), /: /],
  // Characters that do not belong are let through by the validator (architecture 11).
  ['base64 with a stray character', swap('<lefiJsonFraga>', '<lefiJsonFraga>*'), NO_BASE64],
  ['base64 with a stray character inside', swap(/(?<=<lefiJsonFraga>.{8})/, '-_'), NO_BASE64],
  [
    'base64 for addresses',
    withText(
      'lefiJsonFraga',
      Buffer.from('{"personnummer":"191212121212","a":"???>>>"}').toString('base64url'),
    ),
    NO_BASE64,
  ],
  ['base64 without its end', withText('lefiJsonFraga', 'eyJ'), NO_BASE64],
  ['base64 with too much at its end', withText('lefiJsonFraga', 'e30=='), NO_BASE64],
  ['base64 with bits that belong to nothing', withText('lefiJsonFraga', 'e31='), NO_BASE64],
  ['base64 that goes on after its end', withText('lefiJsonFraga', 'e30=e30='), NO_BASE64],
  ['no content', withText('lefiJsonFraga', ''), NO_OBJECT],
  ['no JSON', lefi('personnummer=191212121212'), NO_OBJECT],
  ['half a JSON object', lefi('{"personnummer":"191212121212"'), NO_OBJECT],
  ['two JSON objects', lefi('{"personnummer":"191212121212"}{}'), NO_OBJECT],
  ['an array', lefi('[{"personnummer":"191212121212"}]'), NO_OBJECT],
  ['null', lefi('null'), NO_OBJECT],
  ['a number', lefi('191212121212'), NO_OBJECT],
  [
    'bytes that are not UTF-8',
    lefi(Buffer.from('{"personnummer":"191212121212","å":1}', 'latin1')),
    NO_OBJECT,
  ],
  ['UTF-16', lefi(Buffer.from('{"personnummer":"191212121212"}', 'utf16le')), NO_OBJECT],
  ['a byte order mark', lefi('\uFEFF{"personnummer":"191212121212"}'), NO_OBJECT],
  ['JSON nested without end', lefi(`${'['.repeat(50_000)}${']'.repeat(50_000)}`), NO_OBJECT],
  ['no personnummer', lefi('{"period":{}}'), ONCE],
  ['personnummer further in only', lefi('{"a":{"personnummer":"191212121212"}}'), ONCE],
  ['personnummer in __proto__', lefi('{"__proto__":{"personnummer":"191212121212"}}'), ONCE],
  ['personnummer as a number', lefi('{"personnummer":191212121212}'), ONCE],
  ['personnummer as a list', lefi('{"personnummer":["191212121212"]}'), ONCE],
  ['personnummer null', lefi('{"personnummer":null}'), ONCE],
  ['personnummer twice', lefi('{"personnummer":"189001019802","personnummer":"191212121212"}'), ONCE],
  ['personnummer twice alike', lefi('{"personnummer":"191212121212","personnummer":"191212121212"}'), ONCE],
  [
    'personnummer twice, once escaped',
    lefi('{"personnummer":"191212121212","\\u0070ersonnummer":"189001019802"}'),
    ONCE,
  ],
  [
    'personnummer twice, once in other letters',
    lefi('{"personnummer":"191212121212","Personnummer":"189001019802"}'),
    ONCE,
  ],
  ['personnummer in other letters', lefi('{"personNummer":"191212121212"}'), ONCE],
  ['another person (sources.md 5 #23)', lefi('{"personnummer":"189001019802"}'), OTHER],
  ['another person in ten digits', lefi('{"personnummer":"9001019802"}'), OTHER],
  ['the same ten digits of another century', lefi('{"personnummer":"201212121212"}'), OTHER],
  ['the end of the number only', lefi('{"personnummer":"212121212"}'), OTHER],
  ['an empty personnummer', lefi('{"personnummer":""}'), OTHER],
  ['a personnummer with a dash', lefi('{"personnummer":"19121212-1212"}'), OTHER],
  ['a personnummer with white space', lefi('{"personnummer":"191212121212 "}'), OTHER],
  ['a question about another person around it', withText('personidentitet', '189001019802'), OTHER],
];

function describeLefiRefused({ fraga, refusal, namespace }: Bench): void {
  describe('FK’s question is refused (sources.md 1.3, 5 #23, architecture 11)', () => {
    it.each(REFUSED)('with %s', (_title, edit, hint) => {
      const refused = refusal(fraga(edit));
      expect(refused.hint).toMatch(hint);
      expect(refused.hint).not.toMatch(/\d{6}|KOMMUN|\.\./);
      expect(refused.namespace).toBe(namespace);
    });
  });
}
