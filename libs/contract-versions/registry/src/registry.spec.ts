import { describe, expect, it } from 'vitest';
import { CONTRACT_VERSIONS, contractVersion } from './index';

describe('the registry of contract versions', () => {
  it('finds each version by its name', () => {
    expect(CONTRACT_VERSIONS.map(({ name }) => contractVersion(name))).toEqual(CONTRACT_VERSIONS);
  });

  it.each(['', 'V1', 'v2', '__proto__', 'constructor'])('has no version %j', (name) => {
    expect(contractVersion(name)).toBeUndefined();
  });

  it('gives no namespace and no schema document to two versions', () => {
    const namespaces = CONTRACT_VERSIONS.flatMap((version) => version.namespaces);
    expect(new Set(namespaces).size).toBe(namespaces.length);
  });
});
