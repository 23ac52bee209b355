import { v5 as uuidOf } from 'uuid';
import { text, type Setting } from '@ssbtek/config';
import type { ContractVersion } from '@ssbtek/contract-version';
import { SHS_ADDRESS, SHS_PRODUCT } from '@ssbtek/shs';

type ProductKey = `shsProduct.${string}`;

/** The settings of the SHS door: its address, and one product id per contract version (sources.md 3.2). */
export type ShsSettings = { readonly shsAddress: Setting<string> } & {
  readonly [K in ProductKey]: Setting<string>;
};

/** What {@link ShsSettings} hold. */
export type ShsValues = { readonly shsAddress: string } & { readonly [K in ProductKey]: string };

/** Försäkringskassan, whose node the door stands in for (sources.md 3.2). */
const FORSAKRINGSKASSAN = 'urn:X-shs:2021005521';

/** Namespace of the made-up product ids: the real ones are not public. */
const MADE_UP = '5c1d0f3e-7a0b-4b57-9d0e-2f6a4c8b1e90';

const keyOf = ({ name }: ContractVersion): ProductKey => `shsProduct.${name}`;
const variableOf = ({ name }: ContractVersion): string => `SSBTEK_SHS_PRODUCT_${name.toUpperCase()}`;

const productOf = (version: ContractVersion): Setting<string> =>
  text(variableOf(version), {
    ...SHS_PRODUCT,
    default: `urn:X-shs:${uuidOf(version.name, MADE_UP)}`,
    description: `Product id that asks for contract version ${version.name} over SHS. The default is made up.`,
  });

/** Declares the settings for these versions. */
export function shsSettings(versions: readonly ContractVersion[]): ShsSettings {
  const products = Object.fromEntries(versions.map((version) => [keyOf(version), productOf(version)]));
  return {
    ...products,
    shsAddress: text('SSBTEK_SHS_ADDRESS', {
      ...SHS_ADDRESS,
      default: FORSAKRINGSKASSAN,
      description: 'Address that SHS messages must be sent to.',
    }),
  };
}

/** The contract version of each product id, which is written in lower case. */
export const productsOf = (
  versions: readonly ContractVersion[],
  values: ShsValues,
): ReadonlyMap<string, ContractVersion> =>
  new Map(versions.map((version) => [values[keyOf(version)]?.toLowerCase() ?? '', version]));

/** The product id of each contract version, by the version's name. */
export const productIds = (
  versions: readonly ContractVersion[],
  values: ShsValues,
): ReadonlyMap<string, string> =>
  new Map(versions.map((version) => [version.name, values[keyOf(version)] ?? '']));

/** Two versions with one product id: nobody could tell which one a message asks for. */
export function shsMistakes(versions: readonly ContractVersion[], values: ShsValues): readonly string[] {
  const products = productsOf(versions, values);
  return versions
    .filter((version) => products.get(values[keyOf(version)]?.toLowerCase() ?? '') !== version)
    .map((version) => `${variableOf(version)} is the product id of another contract version too.`);
}
