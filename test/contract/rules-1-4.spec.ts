import { describe, expect, it } from 'vitest';
import { failed, type Outcome } from '@ssbtek/core';
import { data, shape } from '@ssbtek/contract-version/testing';
import { benchFor } from './support';

const [v1, v10, v11] = ['v1', 'v10', 'v11'].map(benchFor) as [
  ReturnType<typeof benchFor>,
  ReturnType<typeof benchFor>,
  ReturnType<typeof benchFor>,
];
const part = (xml: string, name: string): string =>
  (new RegExp(`<${name}>[^]*</${name}>`).exec(xml)?.[0] ?? '').replace(/>\s+</g, '><');
const general = (xml: string): string => part(xml, 'generellaFrageparametrar');

describe('what differs between versions (sources.md 1.4)', () => {
  it.each([
    ['v10', v10],
    ['v11', v11],
  ])('the general part of v1 is taken by %s, and the other way round', (_name, later) => {
    const swapped = (to: string, from: string): string =>
      to.replace(/<generella[^]*<\/generella\w+>/, () => general(from));
    expect(later.read(swapped(later.exempel, v1.exempel)).general).toEqual(v1.read(v1.exempel).general);
    expect(v1.read(swapped(v1.exempel, later.exempel)).general).toEqual(later.read(later.exempel).general);
  });

  it('v10 differs from v1 in what is asked of FK alone', () => {
    const asked = (bench: typeof v1) => {
      const { fragor } = bench.read(bench.exempel);
      return Object.entries(fragor).map(([kod, { specifikt }]) => [kod, specifikt.typ]);
    };
    const differing = asked(v10).filter(([, typ], i) => typ !== asked(v1)[i]?.[1]);
    expect(differing).toEqual([['fk', 'lefi']]);
  });

  it('v11 differs from v10 in namespace and SKV only', () => {
    const as11 = v10.exempel.replace('ssbt/10', 'ssbt/11');
    expect(v11.refusal(as11).hint).toMatch(/^SKV: .* måste det finnas en fraga/);
    const both = [as11, v11.exempel].map((xml) =>
      v11.read(xml.replace(/<SKV[^]*?(?:\/>|<\/SKV>)/, '<SKV inkludera="false"/>')),
    );
    expect(both[0]?.fragor).toEqual(both[1]?.fragor);
  });

  const SKV: Outcome = data({
    form: 'delar',
    delar: [
      { namn: 'skattekonto', outcome: { type: 'data', content: new TextEncoder().encode('{"saldo":1}') } },
    ],
  });
  const parts = (outcome: Outcome) =>
    v11.svarsdata(v11.answer(v11.asking('skv'), { skv: outcome })).children[0]?.children ?? [];

  it('data of a part of SKV is directly base64 of JSON, without svar', () => {
    const skattekonto = parts(SKV).find(({ local }) => local === 'skattekonto');
    expect(skattekonto && shape(skattekonto)).toEqual([
      ['data', Buffer.from('{"saldo":1}').toString('base64')],
    ]);
  });

  it('an agency-wide error of SKV stands behind the parts', () => {
    const names = parts(failed({ kind: 'timeout' })).map(({ local }) => local);
    expect(names.at(-1)).toBe('error');
    expect(names.slice(0, -1)).not.toContain('error');
  });
});
