import { FAULT } from '@ssbtek/contract';
import { describe, expect, it } from 'vitest';
import { swap } from '@ssbtek/contract-version/testing';
import { bench, EXEMPEL, V1, V1_WSDL } from './testing/bench';
import { v1 } from './v1';

const { fraga, read, refusal } = bench;

describe('version 1 has two namespaces (sources.md 5 #1)', () => {
  it.each([V1, V1_WSDL])('a question may be in %s', (namespace) => {
    expect(read(EXEMPEL.replaceAll(V1, namespace)).namespace).toBe(namespace);
  });

  it('and a wrong one is told both', () => {
    const { hint } = refusal(EXEMPEL.replaceAll(V1, V1.replace('ssbt/1', 'ssbt/10')));
    expect(hint).toMatch(/^hamtaBastjanstInformation: fel namnrymd.*\/ssbt\/1 eller .*\/SSBTEK\/1/);
  });

  it('and a refusal is answered in the one asked in', () => {
    const wrong = fraga(swap('<ingivare>', '<a/><ingivare>'));
    expect(refusal(wrong.replaceAll(V1, V1_WSDL)).namespace).toBe(V1_WSDL);
  });
});

describe('version 1 has no test operation (sources.md 1.2)', () => {
  it('so its question is not known', () => {
    const testa = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><testaBastjanstInformation xmlns="${V1}"/></s:Body></s:Envelope>`;
    expect(refusal(testa).hint).toBe('Body: ett annat element står där hamtaBastjanstInformation hör hemma');
  });

  it('nor its fault', () => {
    const fault = new TextDecoder().decode(v1.writeFault({ fel: FAULT.internal }, V1, 'test'));
    expect(fault).toContain('hamtaBastjanstInformationFault');
    expect(fault).not.toContain('testa');
  });
});
