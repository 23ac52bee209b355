import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolFor } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { FORMANER } from '@ssbtek/contract';
import type { AgencyQuestion, Composite, GeneralQuestion, Specifikt } from '@ssbtek/core';
import { ANSWER_TOPIC, type MessageBus } from '@ssbtek/messaging';
import { MemoryBroker } from '@ssbtek/messaging-memory';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';

const INQUIRY_ID = 'registry-test';
const general: GeneralQuestion = {
  ingivare: { organisationsnummer: '162120002411', namn: 'Kommun A', handlaggare: 'HL123456' },
  personidentitet: '191212121212',
  arendeidentitet: 'AID1',
  syfte: 'Ekonomiskt försörjningsstöd',
  lagtext: '5 § förordning (2008:975)',
};
const tidsperiod = { fromDatum: '2026-10-01', tomDatum: '2026-11-24' };
const KINDS: readonly Specifikt[] = [
  { typ: 'ingen' },
  { typ: 'formansforteckning', formaner: Object.fromEntries(FORMANER.map((name) => [name, true])) },
];

/**
 * Asks everybody in the registry over the bus, past the outer contract: an agency that no contract version has an
 * element for yet is asked like the others.
 */
describe('the registry of agencies', () => {
  const broker = new MemoryBroker();
  const koder = BASTJANSTER.map(({ descriptor }) => descriptor.kod);
  let mesh: Mesh;
  let bus: MessageBus;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(broker));
    bus = broker.bus();
  });
  afterAll(async () => {
    await bus.close();
    await mesh.stop();
  });

  const fragor = Object.fromEntries(
    BASTJANSTER.map((bastjanst): [string, AgencyQuestion] => {
      const asked = (specifikt: Specifikt) => ({
        inquiryId: INQUIRY_ID,
        general,
        fraga: { tidsperiod, specifikt },
      });
      const specifikt = KINDS.find((kind) => protocolFor(bastjanst, asked(kind)));
      if (!specifikt) throw new Error(`${bastjanst.descriptor.kod} speaks none of the kinds`);
      return [bastjanst.descriptor.kod, { tidsperiod, specifikt }];
    }),
  );

  it('is asked as a whole, and every agency answers', async () => {
    const askedAt = bus.clock.now();
    const routing = { inquiryId: INQUIRY_ID, agencies: koder, budgetMs: 3000, replyPartition: 0, askedAt };
    const answered = Promise.withResolvers<Composite>();
    await bus.consume({
      group: 'registry-test',
      topic: ANSWER_TOPIC,
      maxInFlight: 10,
      pinnedPartition: 0,
      from: 'latest',
      handler: (message) => Promise.resolve(answered.resolve(mesh.codec.readComposite(message))),
    });
    await bus.publish([
      mesh.codec.opened(routing),
      mesh.codec.inquiry({ inquiryId: INQUIRY_ID, general, fragor }, routing),
    ]);
    const { outcomes } = await answered.promise;
    expect(outcomes.map(({ kod, outcome }) => `${kod} ${outcome.type}`)).toEqual(
      koder.map((kod) => `${kod} data`),
    );
  });
});
