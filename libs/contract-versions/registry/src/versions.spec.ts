import { readFileSync } from 'node:fs';
import { FAULT } from '@ssbtek/contract';
import { closedFault, QuestionRefused, type ContractVersion } from '@ssbtek/contract-version';
import { benchOf, errorShape, shape, xml } from '@ssbtek/contract-version/testing';
import { failed, type Outcome } from '@ssbtek/core';
import { describe, expect, it } from 'vitest';
import { CONTRACT_VERSIONS } from './index';

const example = (name: string): string =>
  readFileSync(new URL(`../../../../docs/examples/${name}`, import.meta.url), 'utf8');

const benches = CONTRACT_VERSIONS.map((version) =>
  benchOf({ version, exempel: example(`${version.name}-fraga.xml`) }),
);
/** Whether a version is this one or newer: what came with a version stays. */
const isFrom = (name: string, number: number): boolean => Number(name.slice(1)) >= number;
const each = benches.map((bench) => [bench.version.name, bench] as const);

describe('one inner question, several outer contracts', () => {
  it('the worked examples ask the same about the same person in every version', () => {
    const [first, ...others] = benches.map(({ read, exempel }) => read(exempel));
    for (const { general } of others) expect(general).toEqual(first?.general);
    expect(others.length).toBeGreaterThan(1);
  });

  it.each(each)('%s asks all seven agencies', (_name, { version, read, exempel }) => {
    expect(Object.keys(read(exempel).fragor)).toEqual(version.koder);
  });

  it('FK and SKV alone are asked in other words', () => {
    for (const [name, { read, exempel }] of each) {
      const { fk, skv, ...others } = read(exempel).fragor;
      expect(Object.values(others).every(({ specifikt }) => specifikt.typ === 'ingen')).toBe(true);
      expect([name, fk?.specifikt.typ, skv?.specifikt.typ]).toEqual([
        name,
        isFrom(name, 10) ? 'lefi' : 'formansforteckning',
        isFrom(name, 11) ? 'beskattning' : 'ingen',
      ]);
    }
  });
});

describe('one composite, several outer contracts', () => {
  const some: Outcome = { type: 'data', data: xml('<a><b xmlns="urn:b">1</b></a>') };
  const fault = failed({ kind: 'agency-fault', felkod: '303', felmeddelanden: ['x'] });

  it.each(each)('%s answers in its namespace, with its word for itself', (name, bench) => {
    const { asking, answer, svarsdata, namespace } = bench;
    const outcomes = { af: some, so: fault, miv: failed({ kind: 'timeout' }) };
    const found = svarsdata(answer(asking('af', 'so', 'miv'), outcomes));
    const kalla = name === 'v1' ? 'SSBTEK' : 'SSBT';
    expect(found.uri).toBe(namespace);
    expect(shape(found)).toEqual([
      ['AF', [['data', [['b', '1']]]]],
      ['SO', [errorShape('BT', '303', 'x')]],
      ['MIV', [errorShape(kalla, '2000', expect.any(String))]],
    ]);
  });
});

/** The hint of a refusal, or what kind of question was let in. */
function refusalOrTyp(version: ContractVersion, text: string): string {
  try {
    return version.readQuestion(new TextEncoder().encode(text)).typ;
  } catch (error) {
    if (error instanceof QuestionRefused) return error.hint;
    throw error;
  }
}

describe('every version has its own address (sources.md 1.2)', () => {
  const pairs = benches.flatMap(({ version, exempel }) =>
    CONTRACT_VERSIONS.filter((other) => other !== version).map(
      (other) => [version.name, other.name, exempel, other] as const,
    ),
  );
  it.each(pairs)('a question of %s is refused at %s', (_from, _at, exempel, other) => {
    expect(refusalOrTyp(other, exempel)).toMatch(/^hamtaBastjanstInformation: fel namnrymd/);
  });

  it.each(each)('%s can say that it is closed, in its own namespace', (name, { version, namespace }) => {
    const written = new TextDecoder().decode(version.writeFault(closedFault(version, CONTRACT_VERSIONS)));
    const others = CONTRACT_VERSIONS.filter((other) => other.name !== name);
    expect(others.every((other) => written.includes(`/ssbtek/${other.name}`))).toBe(true);
    expect(written).toContain(`"${namespace}"`);
    expect(written).toContain(FAULT.invalid.felmeddelande);
  });

  it('the test operation is there from version 10 on', () => {
    const testa = example('v10-testa.xml');
    const v10 = 'http://schema.forsakringskassan.se/integration/ssbt/10';
    const takes = CONTRACT_VERSIONS.filter((version) => {
      const text = testa.replaceAll(v10, version.namespaces[0] ?? '');
      return refusalOrTyp(version, text) === 'test';
    });
    expect(takes.map(({ name }) => name)).toEqual(
      each.map(([name]) => name).filter((name) => isFrom(name, 10)),
    );
  });
});
