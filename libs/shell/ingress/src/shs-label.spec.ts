import { describe, expect, it } from 'vitest';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { ShsErrorCode, ShsLabel } from '@ssbtek/shs';
import { askedIn, type ShsRules } from './shs-label';

const PRODUCT = 'urn:X-shs:00000000-0000-4000-8000-0000000000ab';
const version = { name: 'v99' } as ContractVersion;
const RULES: ShsRules = {
  address: 'urn:X-shs:2021005521',
  products: new Map([[PRODUCT.toLowerCase(), version]]),
};

const LABEL: ShsLabel = {
  version: '1.2',
  txId: 'tx',
  corrId: 'corr',
  transferType: 'synch',
  messageType: 'simple',
  documentType: 'simple',
  sequenceType: 'request',
  status: 'production',
  from: { urn: 'urn:X-shs:2120002411' },
  to: { urn: 'urn:X-shs:2021005521' },
  product: { urn: PRODUCT },
  meta: [],
  datetime: '2026-11-24T09:30:47',
  contentId: 'content',
  dataParts: [{ datapartType: 'xml' }],
};
const without = (name: 'from' | 'to'): ShsLabel => {
  const { [name]: _left, ...label } = LABEL;
  return label;
};

describe('what a label asks (sources.md 3.2)', () => {
  it.each<[string, ShsLabel, string?]>([
    ['as samples have it', LABEL],
    ['to an internal address of ours', { ...LABEL, to: { urn: 'urn:X-shs:2021005521.ssbtek' } }],
    [
      'in another case',
      { ...LABEL, to: { urn: 'URN:x-shs:2021005521' }, product: { urn: PRODUCT.toUpperCase() } },
    ],
    ['from an internal address', { ...LABEL, from: { urn: 'urn:X-shs:2120002411.soc-1' } }],
    [
      'from an originator alone',
      { ...without('from'), originator: { urn: 'urn:X-shs:8020069582' } },
      '8020069582',
    ],
    ['from a node for an originator', { ...LABEL, originator: { urn: 'urn:X-shs:8020069582' } }],
  ])('%s', (_, label, sender = '2120002411') => {
    expect(askedIn(label, RULES)).toEqual({ version, sender });
  });

  it.each<[string, Partial<ShsLabel> | ShsLabel, ShsErrorCode]>([
    ['an asynchronous message', { transferType: 'asynch' }, 'OtherError'],
    ['an event', { sequenceType: 'event' }, 'IllegalMessageStructure'],
    ['a reply', { sequenceType: 'reply' }, 'IllegalMessageStructure'],
    ['an administrative message', { sequenceType: 'adm' }, 'IllegalMessageStructure'],
    ['somebody else’s message', { to: { urn: 'urn:X-shs:1620021034' } }, 'UnknownReceiver'],
    ['an address that only begins like ours', { to: { urn: 'urn:X-shs:20210055210' } }, 'IllegalReceiver'],
    ['an organisation number with prefix', { to: { urn: 'urn:X-shs:162021005521' } }, 'IllegalReceiver'],
    ['a receiver that is no address', { to: { urn: 'Försäkringskassan' } }, 'IllegalReceiver'],
    ['another product', { product: { urn: PRODUCT.replace('ab', 'ac') } }, 'UnknownProductType'],
    ['the product of errors', { product: { urn: 'urn:X-shs:error' } }, 'IllegalProductType'],
    [
      'two data parts',
      { dataParts: [{ datapartType: 'a' }, { datapartType: 'b' }] },
      'IllegalMessageStructure',
    ],
    ['a sender that is no address', { from: { urn: 'urn:X-shs:212000-2411' } }, 'IllegalSender'],
  ])('%s is refused', (_, change, code) => {
    expect(askedIn({ ...LABEL, ...change }, RULES)).toMatchObject({ code });
  });

  it('without a receiver is refused', () => {
    expect(askedIn(without('to'), RULES)).toMatchObject({ code: 'UnresolvedReceiver' });
  });

  it('is for our internal address alone when that is ours', () => {
    const rules = { ...RULES, address: 'urn:X-shs:2021005521.ssbtek' };
    for (const urn of ['urn:X-shs:2021005521', 'urn:X-shs:2021005521.ssbtek2'])
      expect(askedIn({ ...LABEL, to: { urn } }, rules)).toMatchObject({ code: 'UnknownReceiver' });
    expect(askedIn({ ...LABEL, to: { urn: rules.address } }, rules)).toEqual({
      version,
      sender: '2120002411',
    });
  });
});
