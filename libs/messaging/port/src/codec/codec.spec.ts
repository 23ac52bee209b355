import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Composite, Inquiry, PartialReply } from '@ssbtek/core';
import type { Incoming, Outgoing } from '../bus';
import { meshCodec } from './codec';
import { readRouting, type Routing } from './headers';
import { aesSealer, ephemeralSealer, plainSealer, sealerFromKeysFile } from './sealer';

const routing: Routing = {
  inquiryId: 'id-1',
  agencies: ['af', 'csn'],
  budgetMs: 23000,
  replyPartition: 5,
  askedAt: 1_795_000_000_000,
};
const tidsperiod = { fromDatum: '2026-09-01', tomDatum: '2026-10-31' };
const inquiry: Inquiry = {
  inquiryId: 'id-1',
  general: {
    korrelationsid: 'KORR-1',
    ingivare: { organisationsnummer: '162120002411', namn: 'Kommun A', handlaggare: 'HL123456' },
    personidentitet: '191212121212',
    arendeidentitet: 'AID1',
    syfte: 'Beslut',
    lagtext: '11 kap.',
  },
  fragor: { af: { tidsperiod, specifikt: { typ: 'ingen' } } },
};
const xml = new TextEncoder().encode('<a:Svar xmlns:a="urn:a">å</a:Svar>');
const partial: PartialReply = {
  inquiryId: 'id-1',
  kod: 'af',
  outcome: { type: 'data', data: { form: 'xml', declarations: [['a', 'urn:a']], content: xml } },
};
const composite: Composite = {
  inquiryId: 'id-1',
  outcomes: [
    { kod: 'af', outcome: partial.outcome },
    { kod: 'csn', outcome: { type: 'data', data: { form: 'binary', content: new Uint8Array([0, 255, 7]) } } },
    {
      kod: 'skv',
      outcome: {
        type: 'data',
        data: {
          form: 'delar',
          delar: [
            { namn: 'skattekonto', outcome: { type: 'data', content: new Uint8Array([9, 8]) } },
            { namn: 'individuppgifter', outcome: { type: 'failure', failure: { kind: 'timeout' } } },
            { namn: 'skatteuppgifter', outcome: { type: 'data', content: new Uint8Array() } },
          ],
        },
      },
    },
    { kod: 'so', outcome: { type: 'data', data: { form: 'test', anropad: true } } },
    {
      kod: 'fk',
      outcome: {
        type: 'failure',
        failure: { kind: 'agency-fault', felkod: '7', felmeddelanden: ['x', 'y'] },
      },
    },
  ],
};

const arrived = (message: Outgoing): Incoming => ({
  ...message,
  partition: message.partition ?? 0,
  offset: 1n,
  appendedAt: 1,
});
/** Buffers and other views of bytes compare as plain arrays. */
const plainValues = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(plainValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainValues(inner)]));
};

describe('mesh codec', () => {
  const codec = meshCodec(ephemeralSealer());

  it('brings an inquiry across', () => {
    expect(codec.readInquiry(arrived(codec.inquiry(inquiry, routing)))).toEqual(inquiry);
  });
  it('brings a partial reply across, bytes untouched', () => {
    expect(plainValues(codec.readPartial(arrived(codec.partial(partial, routing))))).toEqual(
      plainValues(partial),
    );
  });
  it('brings a composite across, to the asking ingress partition', () => {
    const message = codec.composite(composite, routing);
    expect(message.partition).toBe(5);
    expect(plainValues(codec.readComposite(arrived(message)))).toEqual(plainValues(composite));
  });
  it('routes by headers alone', () => {
    expect(readRouting(arrived(codec.opened(routing)))).toEqual(routing);
  });
  it.each(['191212121212', 'HL123456', 'KORR-1', 'AID1', '162120002411', 'Kommun'])(
    'keeps %s out of key, headers and value',
    (secret) => {
      for (const message of [
        codec.inquiry(inquiry, routing),
        codec.partial(partial, routing),
        codec.opened(routing),
      ]) {
        const text = [
          message.key,
          JSON.stringify(message.headers),
          Buffer.from(message.value).toString('latin1'),
        ].join('\n');
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString('base64'));
      }
    },
  );

  const spoiled: ReadonlyArray<readonly [string, (m: Incoming) => Incoming]> = [
    ['moved to another inquiry', (m) => ({ ...m, headers: { ...m.headers, ssbtek_inquiryid: 'id-2' } })],
    ['moved to another topic', (m) => ({ ...m, topic: 'other' })],
    ['changed in one bit', (m) => ({ ...m, value: m.value.map((b, i) => (i === 20 ? b ^ 1 : b)) })],
    ['cut short', (m) => ({ ...m, value: m.value.subarray(0, 10) })],
    ['sealed with an unknown key', (m) => ({ ...m, headers: { ...m.headers, ssbtek_keyid: 'old' } })],
    ['said to be plain', (m) => ({ ...m, headers: { ...m.headers, ssbtek_keyid: 'none' } })],
    ['of another type', (m) => ({ ...m, headers: { ...m.headers, ce_type: 'ssbtek.reply.partial' } })],
  ];
  const ACTED_ON = [
    ['ssbtek_agencies', 'csn'],
    ['ssbtek_budgetms', '299999'],
    ['ssbtek_replypartition', '6'],
    ['ssbtek_askedat', '1795000001000'],
    ['ssbtek_agency', 'csn'],
    ['ssbtek_schema', '1'],
    ['ce_source', '/ssbtek/worker-csn'],
    ['ce_id', 'id-2'],
    ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  ] as const;
  const READERS: ReadonlyArray<readonly [string, Outgoing, (message: Incoming) => unknown]> = [
    ['an inquiry', codec.inquiry(inquiry, routing), (m) => codec.readInquiry(m)],
    ['a test', codec.test(routing), (m) => codec.readTest(m)],
    ['an announcement', codec.opened(routing), (m) => codec.readOpened(m)],
    ['a partial reply', codec.partial(partial, routing), (m) => codec.readPartial(m)],
    ['a composite', codec.composite(composite, routing), (m) => codec.readComposite(m)],
  ];
  describe.each(READERS)('of %s', (_, message, read) => {
    const altered = (headers: Readonly<Record<string, string>>): Incoming => {
      const whole = arrived(message);
      return { ...whole, headers: { ...whole.headers, ...headers } };
    };
    it('reads what nobody has touched', () => {
      expect(() => read(altered({}))).not.toThrow();
    });
    it.each(ACTED_ON)('refuses another %s', (name, value) => {
      expect(() => read(altered({ [name]: value }))).toThrow('not-authentic');
    });
    it('refuses what only shifts from one header to the next', () => {
      const { ssbtek_budgetms: budget, ssbtek_replypartition: partition } = message.headers;
      const shifted = { ssbtek_budgetms: `${budget}\n${partition}`, ssbtek_replypartition: '' };
      expect(() => read(altered(shifted))).toThrow('not-authentic');
    });
    it('refuses one without a seal', () => {
      const { ssbtek_keyid: _, ...headers } = message.headers;
      expect(() => read({ ...arrived(message), headers, value: new Uint8Array() })).toThrow('unknown-key');
    });
  });

  it.each(spoiled)('refuses a message %s', (_, spoil) => {
    expect(() => codec.readInquiry(spoil(arrived(codec.inquiry(inquiry, routing))))).toThrow(
      /unreadable message/,
    );
  });
  it('refuses a partial reply whose header names another agency', () => {
    const message = arrived(codec.partial(partial, routing));
    expect(() =>
      codec.readPartial({ ...message, headers: { ...message.headers, ssbtek_agency: 'csn' } }),
    ).toThrow();
  });
});

describe('payload keys', () => {
  const key = (seed: number): string => createHash('sha256').update(String(seed)).digest('base64');
  const message = meshCodec(sealerFromKeysFile(JSON.stringify({ active: 'a', keys: { a: key(1) } }))).inquiry(
    inquiry,
    routing,
  );

  it('opens what an earlier key sealed after a rotation', () => {
    const rotated = sealerFromKeysFile(JSON.stringify({ active: 'b', keys: { a: key(1), b: key(2) } }));
    expect(meshCodec(rotated).readInquiry(arrived(message))).toEqual(inquiry);
  });
  it('never mixes plain and sealed', () => {
    expect(() => meshCodec(plainSealer()).readInquiry(arrived(message))).toThrow(/unknown-key/);
  });
  it('needs its active key', () => {
    expect(() => aesSealer({ active: 'x', keys: new Map() })).toThrow(/active key/);
  });
});
