import { expect, it } from 'vitest';
import { schemasOf, strict } from './crd.ts';

it('each version that is served has a schema of its own, with what every object has', () => {
  const version = (name: string, served: boolean) => ({
    name,
    served,
    schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: {} } } } },
  });
  const made = schemasOf({
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'a.example',
      names: { kind: 'Thing' },
      versions: [version('v1', true), version('v0', false)],
    },
  });
  expect(made.map(({ name }) => name)).toEqual(['a.example/thing_v1.json']);
  expect(made[0]?.schema).toMatchObject({
    additionalProperties: false,
    properties: {
      apiVersion: { type: 'string' },
      metadata: expect.not.objectContaining({ additionalProperties: false }),
      spec: { additionalProperties: false },
    },
  });
});

it.each([
  ['known fields only', { properties: { a: { type: 'string' } } }, false],
  ['whatever there is', { properties: {}, 'x-kubernetes-preserve-unknown-fields': true }, undefined],
  ['a map', { additionalProperties: { type: 'string' } }, { type: 'string' }],
  ['nothing said', {}, undefined],
])('takes %s', (_, schema, further) => {
  expect(strict({ items: schema }).items?.additionalProperties).toEqual(further);
  expect(strict({ properties: { b: schema } }).properties?.['b']?.additionalProperties).toEqual(further);
});

it('takes a number or a text where Kubernetes does', () => {
  expect(strict({ type: 'x', 'x-kubernetes-int-or-string': true }).type).toEqual(['string', 'integer']);
});
