import { readdirSync, readFileSync } from 'node:fs';
import { PERSONAS, simulate, type AgencyResponse } from '@ssbtek/bastjanst-kit';
import { arrived, DRESSES, dressed, exampleContext, exampleInquiry } from '@ssbtek/bastjanst-kit/testing';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { FORMANER } from '@ssbtek/contract';
import type { AgencyInquiry } from '@ssbtek/core';
import { readShsMessage } from '@ssbtek/shs';

/** A document that an agency answers with, or that a caller asks with. */
export interface Payload {
  readonly name: string;
  readonly bytes: Buffer;
}

const MOST_BYTES = 10_000;
const FORMANSFORTECKNING = {
  typ: 'formansforteckning',
  formaner: Object.fromEntries(FORMANER.map((forman) => [forman, true])),
} as const;

/** The question in the oldest form that an agency is asked in: that one is in XML for all of them. */
const inquiryAbout = (kod: string, personidentitet: string): AgencyInquiry =>
  exampleInquiry({
    general: { personidentitet },
    ...(kod === 'fk' && { specifikt: FORMANSFORTECKNING }),
  });

/** The XML in an answer: the answer itself, or the document in an SHS message. */
function documentIn({ body, headers }: AgencyResponse): Uint8Array {
  const read = readShsMessage(body, headers['content-type']);
  return read.kind === 'message' ? (read.message.parts[0]?.content ?? body) : body;
}

/** What each agency answers about each persona. */
export const PAYLOADS: readonly Payload[] = BASTJANSTER.flatMap((bastjanst) => {
  const { kod, settings } = bastjanst.descriptor;
  const context = exampleContext(Object.fromEntries(settings.map(({ key, default: value }) => [key, value])));
  return PERSONAS.map(({ name, personidentitet }) => {
    const inquiry = inquiryAbout(kod, personidentitet);
    const protocol = bastjanst.protocols.find((one) => one.speaks(inquiry));
    if (!protocol) throw new Error(`${kod} cannot be asked`);
    const request = arrived(protocol.toRequest(inquiry, context), protocol.simulatorPath);
    const { response } = simulate(bastjanst, request, context);
    return { name: `${kod}, ${name}`, bytes: Buffer.from(documentIn(response)) };
  });
}).filter(({ bytes }) => bytes.length < MOST_BYTES);

/** The same of one persona, as other servers and gateways may write it. */
export const DRESSED: readonly Payload[] = PAYLOADS.filter(({ name }) => name.endsWith('well')).flatMap(
  ({ name, bytes }) =>
    DRESSES.map((dress) => ({
      name: `${name}, ${dress.name}`,
      bytes: Buffer.from(dressed({ status: 200, reason: 'OK', headers: {}, body: bytes }, dress).body),
    })),
);

const EXAMPLES = new URL('../../../docs/examples/', import.meta.url);

/** The questions of the examples. */
export const QUESTIONS: readonly Payload[] = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.xml') && !name.endsWith('.svar.xml'))
  .map((name) => ({ name, bytes: readFileSync(new URL(name, EXAMPLES)) }));
