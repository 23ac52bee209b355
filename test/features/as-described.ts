import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEAD_LETTER_TOPIC, ephemeralSealer, INQUIRY_TOPIC, meshCodec, TOPICS } from '@ssbtek/messaging';
import { AsyncapiDocument } from '../support/asyncapi';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import type { Message, Recording } from '../support/recording';

const example = (name: string): string =>
  readFileSync(new URL(`../../docs/examples/${name}.xml`, import.meta.url), 'utf8');

/** What the bus itself sends is seen only where there is a broker. */
const BUS_ONLY: readonly string[] = ['clockProbe'];

/** What the topics are described to carry is what they carry: every message of a run, and every kind of message. */
export function asDescribed(
  buses: Recording,
  read: () => Promise<readonly Message[]>,
  broker: boolean,
): void {
  describe('messages are as the AsyncAPI document says', () => {
    const document = new AsyncapiDocument();
    let mesh: Mesh;
    let messages: readonly Message[];
    const expected = document.kinds.filter((kind) => broker || !BUS_ONLY.includes(kind)).toSorted();
    const kinds = (): readonly string[] =>
      [...new Set(messages.map((message) => document.kindOf(message) ?? ''))].toSorted();
    const oneOf = (kind: string): Message => {
      const found = messages.find((message) => document.kindOf(message) === kind);
      if (!found) throw new Error(`no ${kind}`);
      return found;
    };

    beforeAll(async () => {
      mesh = await startMesh(buses);
      await mesh.ask(question());
      await mesh.ask(example('v11-fraga'), { path: '/ssbtek/v11' });
      await mesh.ask(example('v10-testa'), { path: '/ssbtek/v10' });
      await mesh.ask(question({ inkludera: [] }));
      await sendUnreadable(buses);
      await vi.waitFor(
        async () => {
          messages = await read();
          expect(messages.filter(({ topic }) => topic === DEAD_LETTER_TOPIC)).toHaveLength(7);
          expect(kinds()).toEqual(expected);
        },
        { timeout: 60_000, interval: 200 },
      );
    });
    afterAll(() => mesh.stop());

    it('every one of them, in topic, key, headers and payload', () => {
      expect(messages.length).toBeGreaterThan(30);
      expect(messages.flatMap((message) => document.mistakes(message))).toEqual([]);
    });

    it('every kind is seen, and every topic', () => {
      expect(kinds()).toEqual(expected);
      expect([...new Set(messages.map(({ topic }) => topic))].sort()).toEqual(
        TOPICS.map(({ name }) => name).sort(),
      );
    });

    it('and they are sent and read by the roles and groups that it names', () => {
      const roles = buses.sent.filter(({ role }) => role !== 'stranger');
      expect(roles.filter(({ role, message }) => !document.sends(role, message))).toEqual([]);
      expect(buses.readings).toHaveLength(9);
      expect(
        buses.readings.filter(({ role, topic, group }) => !document.receives(role, topic, group)),
      ).toEqual([]);
      expect(document.receives('ingress', INQUIRY_TOPIC, 'ssbtek-ingress.x')).toBe(false);
      expect(document.sends('worker-af', oneOf('answerComposite'))).toBe(false);
    });

    it.each<[string, string, (message: Message) => Message, RegExp]>([
      [
        'an unknown header',
        'replyPartial',
        withHeader('ssbtek_person', 'x'),
        /additional properties.*person/,
      ],
      ['an agency that is none', 'replyPartial', withHeader('ssbtek_agency', 'xyz'), /ssbtek_agency/],
      ['a missing header', 'inquiryOpened', withHeader('ssbtek_budgetms', undefined), /ssbtek_budgetms/],
      ['an unknown event', 'inquiryAsked', withHeader('ce_type', 'ssbtek.x'), /no message of type ssbtek\.x/],
      ['another topic', 'inquiryAsked', (m) => ({ ...m, topic: DEAD_LETTER_TOPIC }), /no message of type/],
      ['a foreign source', 'answerComposite', withHeader('ce_source', '/ssbtek/ingress'), /ce_source/],
      ['another key', 'answerComposite', (m) => ({ ...m, key: 'KORR-1' }), /kafka\/key/],
      ['an open payload', 'inquiryAsked', (m) => ({ ...m, value: Buffer.from('{}') }), /fewer than 28/],
      [
        'more than coordinates',
        'deadLetter',
        (m) => ({ ...m, value: Buffer.from(JSON.stringify({ error: 'x' })) }),
        /deadLetter payload/,
      ],
    ])('%s would be found', (_, kind, change, mistake) => {
      expect(document.mistakes(change(oneOf(kind))).join('\n')).toMatch(mistake);
    });
  });
}

function withHeader(name: string, value: string | undefined): (message: Message) => Message {
  return (message) => {
    const { [name]: _, ...others } = message.headers;
    return { ...message, headers: { ...others, ...(value !== undefined && { [name]: value }) } };
  };
}

/** A question that no worker has the key for: it becomes a dead letter of each. */
async function sendUnreadable(buses: Recording): Promise<void> {
  const inquiryId = randomUUID().replace(/^(.{14})./, '$17');
  const agencies = ['af', 'csn', 'fk', 'skv', 'so', 'tns', 'miv'];
  const general = {
    ingivare: { organisationsnummer: '162120002411', namn: 'Kommun Å', handlaggare: 'HL123456' },
    personidentitet: '191212121212',
    arendeidentitet: 'AID12341234',
    syfte: 'Beslut',
    lagtext: '11 kap.',
  };
  const stranger = await buses.connect('stranger');
  await vi.waitUntil(() => stranger.connected(), { timeout: 60_000 });
  const askedAt = Math.floor(stranger.clock.now());
  const routing = { inquiryId, agencies, budgetMs: 5000, replyPartition: 0, askedAt };
  await stranger.publish([meshCodec(ephemeralSealer()).inquiry({ inquiryId, general, fragor: {} }, routing)]);
  await stranger.close();
}
