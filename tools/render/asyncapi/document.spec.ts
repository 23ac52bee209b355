import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { AUDIT_EVENT, CLOCK_PROBE, DEAD_LETTER_EVENT, EVENT, STATUS_EVENT, TOPICS } from '@ssbtek/messaging';
import { asyncapiDocument } from './document.ts';
import { HEADERS, HEADER_SCHEMAS } from './headers.ts';
import { MESSAGES } from './messages.ts';

const SCHEMA = createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json');

let validate: (document: unknown) => readonly string[];
beforeAll(() => {
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  const schema = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  validate = (document) => {
    schema(document);
    return (schema.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
  };
});

/** Every `$ref` in it. */
const references = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, one]) =>
        name === '$ref' && typeof one === 'string' ? [one] : references(one),
      );
const at = (document: unknown, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);

describe('the AsyncAPI document', () => {
  const document = asyncapiDocument();

  it('is valid', () => {
    expect(validate(document)).toEqual([]);
  });

  it.each([
    ['an unknown field', { ...document, topics: {} }],
    ['a channel that is not one', { ...document, channels: { inquiry: { address: 7 } } }],
  ])('would not be with %s', (_, wrong) => {
    expect(validate(wrong)).not.toEqual([]);
  });

  it('points at nothing that is not there', () => {
    const pointers = references(document);
    expect(pointers.length).toBeGreaterThan(20);
    expect(pointers.filter((pointer) => at(document, pointer) === undefined)).toEqual([]);
    expect(at(document, '#/channels/nothing')).toBeUndefined();
  });

  it('describes every kind of message once, and every topic has some', () => {
    const types = Object.values(MESSAGES).map(({ type }) => type);
    expect([...types].sort()).toEqual(
      [...Object.values(EVENT), DEAD_LETTER_EVENT, AUDIT_EVENT, CLOCK_PROBE, STATUS_EVENT].sort(),
    );
    for (const { name } of TOPICS) expect(Object.values(MESSAGES).map(({ topic }) => topic)).toContain(name);
  });

  it('uses every header it gives a form to', () => {
    const used = Object.values(MESSAGES).flatMap(({ headers, optional = [] }) => [...headers, ...optional]);
    const unused = HEADERS.filter((name) => !name.startsWith('ce_') && !used.includes(name));
    expect(unused).toEqual([]);
    expect(Object.keys(HEADER_SCHEMAS).sort()).toEqual([...HEADERS].sort());
  });

  it.each(TOPICS)('says who writes and who reads $name as its settings do', ({ name, writers, readers }) => {
    const on = Object.values(MESSAGES).filter(({ topic }) => topic === name);
    const roles = (side: 'from' | 'to') => [...new Set(on.flatMap((message) => message[side]))].sort();
    expect({ writers: roles('from'), readers: roles('to') }).toEqual({
      writers: [...writers].sort(),
      readers: [...readers].sort(),
    });
  });
});
