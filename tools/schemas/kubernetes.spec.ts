import { expect, it } from 'vitest';
import { standalone } from './kubernetes.ts';

it('a schema brings what it refers to, however far, and nothing else', () => {
  const definitions = {
    Spec: { properties: { next: { $ref: '#/$defs/Next' } } },
    Next: { properties: { again: { $ref: '#/$defs/Spec' } } },
    Other: {},
  };
  const schema = {
    $id: 'https://a.example/api/thing',
    properties: { spec: { $ref: '/api/_definitions.json#/$defs/Spec' } },
    'x-kubernetes-group-version-kind': [
      { group: 'apps', version: 'v1', kind: 'Thing' },
      { group: '', version: 'v1', kind: 'Thing' },
    ],
  };
  const [made, core] = standalone(schema, definitions);
  expect([made?.name, core?.name]).toEqual(['apps/thing_v1.json', 'v1/thing_v1.json']);
  expect(made?.schema).toMatchObject({
    properties: { spec: { $ref: '#/$defs/Spec' } },
    $defs: { Spec: definitions.Spec, Next: definitions.Next },
  });
  expect(JSON.stringify(made?.schema)).not.toMatch(/Other|a\.example|_definitions/);
});
