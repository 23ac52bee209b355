import { describe, expect, it } from 'vitest';
import { readSettings } from '@ssbtek/config';
import type { ContractVersion } from '@ssbtek/contract-version';
import { productsOf, shsMistakes, shsSettings } from './shs';

const VERSIONS = ['v1', 'v10', 'v11'].map((name) => ({ name }) as ContractVersion);
const ID = 'urn:X-shs:00000000-0000-4000-8000-0000000000AB';

function valuesOf(env: Readonly<Record<string, string>> = {}) {
  const read = readSettings(shsSettings(VERSIONS), env);
  if (!read.ok) throw new Error(read.mistakes.join(' '));
  return read.values;
}

describe('the settings of the SHS door', () => {
  it('have one product per contract version, made up and always the same', () => {
    const products = productsOf(VERSIONS, valuesOf());
    expect([...products.values()]).toEqual(VERSIONS);
    expect([...products.keys()]).toEqual([...productsOf(VERSIONS, valuesOf()).keys()]);
    expect(valuesOf().shsAddress).toBe('urn:X-shs:2021005521');
    expect(shsMistakes(VERSIONS, valuesOf())).toEqual([]);
  });

  it('take a version’s product by its name', () => {
    const products = productsOf(VERSIONS, valuesOf({ SSBTEK_SHS_PRODUCT_V10: ID }));
    expect(products.get(ID.toLowerCase())?.name).toBe('v10');
    expect(products.size).toBe(3);
  });

  it('do not take one product for two versions, however it is written', () => {
    const values = valuesOf({
      SSBTEK_SHS_PRODUCT_V1: ID,
      SSBTEK_SHS_PRODUCT_V11: ID.toLowerCase().replace('x', 'X'),
    });
    expect(shsMistakes(VERSIONS, values)).toEqual([
      'SSBTEK_SHS_PRODUCT_V1 is the product id of another contract version too.',
    ]);
  });

  it.each([
    ['SSBTEK_SHS_PRODUCT_V1', 'urn:X-shs:error'],
    ['SSBTEK_SHS_PRODUCT_V10', ID.slice(10)],
    ['SSBTEK_SHS_ADDRESS', '2021005521'],
    ['SSBTEK_SHS_ADDRESS', 'urn:X-shs:162021005521'],
  ])('%s is not %s', (name, value) => {
    const read = readSettings(shsSettings(VERSIONS), { [name]: value });
    expect(read.ok ? [] : read.mistakes).toEqual([expect.stringContaining(`${name} must be urn:X-shs: and`)]);
  });
});
