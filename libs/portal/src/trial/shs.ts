import { shsFormOf, writeShsMessage, type ShsLabel } from '@ssbtek/shs';
import type { Facts, Moment, PortalVersion } from '../facts';
import { INGIVARE } from './question';

/** Ids of a message that is tried: nobody has to find it again by them. */
const IDS = {
  txId: '6a4f2c10-3b5e-4d8a-9f71-0c2e8b7d5a01',
  corrId: '6a4f2c10-3b5e-4d8a-9f71-0c2e8b7d5a02',
  contentId: '6a4f2c10-3b5e-4d8a-9f71-0c2e8b7d5a03',
};
/** In the boundary. Nobody else decides what stands in the question, so it need not be a secret. */
const TOKEN = '6a4f2c103b5e4d8a9f710c2e8b7d5a04';

/** What a message is sent as. */
export const SHS_CONTENT_TYPE = 'message/rfc822';

/** A question as an SHS message: the label, then the bare element. */
export function shsMessage(
  { shs }: Pick<Facts, 'shs'>,
  { name }: PortalVersion,
  question: string,
  { today }: Moment,
): string {
  const label: ShsLabel = {
    version: '1.2',
    ...IDS,
    transferType: 'synch',
    messageType: 'simple',
    documentType: 'simple',
    sequenceType: 'request',
    status: 'test',
    from: { urn: `urn:X-shs:${INGIVARE.organisationsnummer.slice(2)}`, commonName: INGIVARE.namn },
    to: { urn: shs?.address ?? '', commonName: 'SSBTEK' },
    product: { urn: shs?.products.get(name) ?? '', commonName: `SSBTEK ${name}` },
    meta: [],
    datetime: `${today}T12:00:00`,
    dataParts: [{ datapartType: 'ssbtek', filename: 'fraga.xml' }],
  };
  const part = {
    content: new TextEncoder().encode(question),
    contentType: 'text/xml; charset=UTF-8; name=fraga.xml',
    encoding: 'binary',
  } as const;
  const { body } = writeShsMessage(label, [part], TOKEN, shsFormOf(SHS_CONTENT_TYPE));
  return new TextDecoder().decode(body);
}
