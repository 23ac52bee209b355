import { describe, expect, it } from 'vitest';
import { NO_TRACER, isSampled, readTraceparent } from './tracer';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const SAMPLED = `00-${TRACE}-${SPAN}-01`;

describe('traceparent', () => {
  it('is read', () => {
    expect(readTraceparent(SAMPLED)).toEqual({ traceId: TRACE, spanId: SPAN, flags: 1 });
  });
  it.each([
    undefined,
    '',
    'x',
    `${SAMPLED}-more`,
    `01-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-1`,
    ` ${SAMPLED}`,
  ])('is not read from %s', (text) => expect(readTraceparent(text)).toBeUndefined());
  it.each([
    [0, false],
    [1, true],
    [2, false],
    [3, true],
  ])('with flags %i is sampled: %s', (flags, expected) => {
    expect(isSampled({ traceId: TRACE, spanId: SPAN, flags })).toBe(expected);
  });
});

describe('without tracing', () => {
  it('nothing is recorded and no trace begins', () => {
    const span = NO_TRACER.start('question', {});
    expect([span.traceparent, span.traceId]).toEqual([undefined, undefined]);
    expect(NO_TRACER.start('send', {}, { parent: span })).toBe(span);
  });
  it('what came with a message is handed on: others may be recording', () => {
    const span = NO_TRACER.start('process', {}, { parent: SAMPLED });
    const child = NO_TRACER.start('send', {}, { parent: span });
    expect([child.traceparent, child.traceId]).toEqual([SAMPLED, TRACE]);
  });
  it('a trace that nobody records has no id for logs, and what is no context is not handed on', () => {
    const unsampled = `00-${TRACE}-${SPAN}-00`;
    expect(NO_TRACER.start('process', {}, { parent: unsampled })).toMatchObject({
      traceparent: unsampled,
      traceId: undefined,
    });
    expect(NO_TRACER.start('process', {}, { parent: 'nonsense' }).traceparent).toBeUndefined();
  });
});
