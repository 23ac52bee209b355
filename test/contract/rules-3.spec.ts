import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readShsMessage, SHS_ERROR_CODES, writeShsMessage, type ShsLabel } from '@ssbtek/shs';

const message = readFileSync(new URL('../../docs/examples/v1-shs.mime', import.meta.url));
const read = (edit: (text: string) => string) =>
  readShsMessage(Buffer.from(edit(message.toString('latin1')), 'latin1'), 'message/rfc822');
const labelOf = (edit: (text: string) => string): ShsLabel => {
  const found = read(edit);
  if (found.kind !== 'message') throw new Error('not read');
  return found.message.label;
};

describe('an SHS message (sources.md 3.1)', () => {
  it('is message/rfc822 over HTTP', () => {
    const label = labelOf((text) => text);
    const part = { content: new Uint8Array([60]), contentType: 'text/xml', encoding: 'binary' } as const;
    expect(writeShsMessage(label, [part], '0123456789abcdef0123456789abcdef').contentType).toBe(
      'message/rfc822',
    );
  });

  it.each([
    ['more', '<data datapartType="ssbtek"/><data datapartType="ssbtek"/>'],
    ['none', ''],
  ])('has as many parts as the label has content/data: not %s', (_title, data) => {
    const found = read((text) => text.replace(/<data datapartType="ssbtek"[^>]*\/>/, data));
    expect(found.kind === 'message' ? found.message.parts.length : found.kind).not.toBe(1);
  });

  it('is asynch when transfer-type is left out', () => {
    expect(labelOf((text) => text.replace(' transfer-type="synch"', '')).transferType).toBe('asynch');
    expect(labelOf((text) => text).transferType).toBe('synch');
  });

  it('is production when status is left out', () => {
    expect(labelOf((text) => text.replace(/ status="\w+"/, '')).status).toBe('production');
  });

  it('knows the error codes of SHS', () => {
    expect(SHS_ERROR_CODES).toEqual(
      (
        'UnresolvedReceiver MissingAgreement MissingDeliveryAddress MissingDeliveryExecution IllegalProductType ' +
        'UnknownProductType IllegalReceiver UnknownReceiver IllegalSender UnknownSender IllegalOriginator ' +
        'IllegalEndRecipient IllegalMessageStructure IllegalDatapartContent OtherError'
      ).split(' '),
    );
  });
});
