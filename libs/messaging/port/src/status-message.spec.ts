import { describe, expect, it } from 'vitest';
import type { AgencyStatus } from '@ssbtek/core';
import type { Incoming } from './bus';
import { readStatus, statusMessage } from './status-message';

const STATUS: AgencyStatus = {
  kod: 'csn',
  instance: 'worker-csn-7d9f-bcdfghjk',
  maintenance: false,
  word: 'troubled',
  since: 2000,
  services: [{ name: 'shs', breaker: 'closed', calls: 4, timeouts: 0.25, errors: 0, p50Ms: 120 }],
  changes: [
    { since: 1000, word: 'well' },
    { since: 2000, word: 'troubled' },
  ],
};

const incoming = (change: Partial<Incoming> = {}): Incoming => ({
  ...statusMessage(STATUS, 7),
  partition: 0,
  offset: 0n,
  appendedAt: 2000,
  ...change,
});
const saying = (change: object): Incoming =>
  incoming({ value: Buffer.from(JSON.stringify({ form: 1, ...STATUS, ...change })) });

describe('what a worker says of its agency', () => {
  it('is read as it was written, under a key of its own', () => {
    expect(readStatus(incoming())).toEqual(STATUS);
    expect(incoming().key).toBe('csn/worker-csn-7d9f-bcdfghjk');
    const last = { ...STATUS, leaving: true } as const;
    expect(readStatus({ ...incoming(), ...statusMessage(last, 8) })).toEqual(last);
  });

  it('fits its topic many times over', () => {
    const since = 1_795_000_000_000;
    const changes = Array.from({ length: 20 }, () => ({ since, word: 'maintenance' as const }));
    const [service] = STATUS.services;
    const services = service ? Array.from({ length: 20 }, () => service) : [];
    const { value } = statusMessage({ ...STATUS, changes, services }, 1);
    expect(value.length).toBeLessThan(8 * 1024);
  });

  it.each([
    ['another event', incoming({ headers: { ce_type: 'ssbtek.x' } })],
    ['the key of another worker', incoming({ key: 'csn/other' })],
    ['no JSON', incoming({ value: Buffer.from('{') })],
    ['no object', incoming({ value: Buffer.from('[]') })],
    ['bytes that are no text', incoming({ value: Uint8Array.of(0xff) })],
    ['another form', saying({ form: 2 })],
    ['a word that nobody knows', saying({ word: 'fine' })],
    ['a name with markup', saying({ services: [{ ...STATUS.services[0], name: '<b>' }] })],
    ['a number that is text', saying({ since: '2000' })],
    ['a share above one', saying({ services: [{ ...STATUS.services[0], errors: 1.5 }] })],
    ['half a call', saying({ services: [{ ...STATUS.services[0], calls: 0.5 }] })],
    ['a history without an end', saying({ changes: Array.from({ length: 21 }, () => STATUS.changes[0]) })],
    ['no history', saying({ changes: [] })],
    ['services that are none', saying({ services: [null] })],
  ])('is nothing with %s', (_, message) => {
    expect(readStatus(message)).toBeUndefined();
  });

  it('has no field that is not known', () => {
    expect(readStatus(saying({ person: 'x' }))).toEqual(STATUS);
  });
});
