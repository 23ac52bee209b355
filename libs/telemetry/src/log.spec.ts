import { describe, expect, it } from 'vitest';
import { createTelemetry, LOG_LEVELS, testTelemetry, type Log } from './index';

function logged(write: (log: Log) => void): Array<Record<string, unknown>> {
  const telemetry = testTelemetry('ingress');
  write(telemetry.log);
  return telemetry.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log line', () => {
  it('is one line of JSON with time, level, role, instance, message and fields', () => {
    const [line] = logged((log) => log.warn('breaker changed', { agency: 'csn', reason: 'open', count: 2 }));
    expect(line).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      role: 'ingress',
      instance: 'test',
      agency: 'csn',
      reason: 'open',
      count: 2,
      msg: 'breaker changed',
    });
  });
  it('keeps every field of the allow-list', () => {
    const fields = {
      inquiryId: '0193a1b2-1234-7abc-8def-123456789012',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      agency: 'csn',
      version: 'v1',
      outcome: 'complete',
      reason: 'tls',
      topic: 'ssbtek.inquiry.v1',
      group: 'ssbtek-worker-csn',
      partition: 3,
      offset: '123456789012',
      status: 500,
      durationMs: 12.5,
      count: 1,
      port: 8080,
      address: 'http://127.0.0.1:8080',
      broker: 'kafka-1.example:9093',
      operation: 'Produce',
      code: 'NOT_ENOUGH_REPLICAS',
    };
    expect(logged((log) => log.info('x', fields))[0]).toMatchObject(fields);
  });
  it('drops every field that is not on the list, casts or not', () => {
    const slipped = {
      personidentitet: '191212121212',
      err: new Error('Anna Andersson'),
      role: 'forged',
      agency: 'csn',
    };
    const [line] = logged((log) => log.error('x', slipped));
    expect(Object.keys(line ?? {}).sort()).toEqual(['agency', 'instance', 'level', 'msg', 'role', 'time']);
    expect(line).toMatchObject({ role: 'ingress' });
  });
  it('drops values of the wrong kind: objects and errors are never written', () => {
    const wrong = {
      reason: new Error('secret text'),
      count: 'many',
      agency: { kod: 'csn' },
      traceId: 'not hex',
      offset: 'x',
    };
    const [line] = logged((log) => log.error('x', wrong as never));
    expect(Object.keys(line ?? {}).sort()).toEqual(['instance', 'level', 'msg', 'role', 'time']);
  });
  it.each([
    '191212121212',
    '19121212-1212',
    '121212-1212',
    '121212+1212',
    'for 201701012393 now',
    '162120002411',
  ])('withholds text that may hold the number of somebody: %s', (text) => {
    const [line] = logged((log) => log.info(`about ${text}`, { reason: text, inquiryId: text }));
    expect(JSON.stringify(line)).not.toContain(text);
    expect(line).toMatchObject({ reason: '(withheld)', inquiryId: '(withheld)', msg: '(withheld)' });
  });
  it('cuts long text', () => {
    const [line] = logged((log) => log.info('x', { reason: 'r'.repeat(5000) }));
    expect(String(line?.['reason'])).toHaveLength(200);
  });
});

describe('the level', () => {
  it.each(LOG_LEVELS.map((level, index) => [level, index] as const))(
    '%s lets %i kinds of lines through',
    (level, count) => {
      const lines: string[] = [];
      const { log } = createTelemetry({ role: 'r', instance: 'i', level, write: (line) => lines.push(line) });
      for (const at of ['error', 'warn', 'info', 'debug'] as const) log[at]('x');
      expect(lines).toHaveLength(count);
    },
  );
});
