import { OPERATION, type ContractVersion } from '@ssbtek/contract-version';
import { soapEnvelope } from '@ssbtek/soap';
import { element } from '@ssbtek/xml';

/** The question about nobody, as the version has it (sources.md 1.7). */
export const questionTo = (namespace: string): Uint8Array =>
  soapEnvelope(element(`ssbt:${OPERATION.test}`, [], { namespaces: { ssbt: namespace } }));

/** A contract version that can be asked about nobody. */
export interface Asked {
  readonly name: string;
  readonly namespace: string;
}

/** Those of these versions that have the test operation. */
export const askable = (versions: readonly ContractVersion[]): readonly Asked[] =>
  versions.flatMap(({ name, operations, namespaces: [namespace] }) =>
    operations.includes('test') && namespace !== undefined ? [{ name, namespace }] : [],
  );
