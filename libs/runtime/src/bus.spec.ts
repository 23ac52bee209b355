import { definitionOf, renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { describe, expect, it } from 'vitest';
import { TOPIC_FINDING_SETTINGS, type TopicFinding } from '@ssbtek/messaging';
import { busEvents, makeBus } from './bus';
import { loadConfiguration } from './configuration';
import { testRole } from './testing/test-roles';

describe('what the bus tells', () => {
  it('is counted', async () => {
    const telemetry = testTelemetry();
    const events = busEvents(telemetry);
    events.rebalanced?.('ssbtek-worker-csn');
    events.deadLettered?.('ssbtek.inquiry.v1', {});
    const { body } = await renderMetrics([telemetry]);
    expect(body).toContain('ssbtek_kafka_rebalances_total{group="ssbtek-worker-csn"} 1');
    expect(body).toContain('ssbtek_dead_letters_total{topic="ssbtek.inquiry.v1"} 1');
  });
  it('tells of topics what is not as it must be, once, and when it is mended', async () => {
    const { lines, ...telemetry } = testTelemetry();
    const { topicFindings } = busEvents(telemetry);
    const grave: TopicFinding = {
      topic: 'ssbtek.reply.v1',
      setting: 'message.timestamp.type',
      is: 'CreateTime',
      mustBe: 'LogAppendTime',
      grave: true,
    };
    const kept = (is: string): TopicFinding => ({
      ...{ topic: 'ssbtek.reply.v1', setting: 'retention.ms', mustBe: '34214400000', grave: false },
      is,
    });
    const shown = async () =>
      (await renderMetrics([telemetry])).body.split('\n').filter((line) => line.includes('_findings{'));
    const series = (setting: string, value: number) =>
      `ssbtek_kafka_topic_findings{topic="ssbtek.reply.v1",setting="${setting}"} ${value}`;
    topicFindings?.([grave, kept('-1')]);
    expect(await shown()).toEqual([series('message.timestamp.type', 2), series('retention.ms', 1)]);
    topicFindings?.([kept('-1')]);
    topicFindings?.([kept('604800000')]);
    expect(await shown()).toEqual([series('message.timestamp.type', 0), series('retention.ms', 1)]);
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.map(({ level, setting, is, mustBe }) => [level, setting, is, mustBe])).toEqual([
      ['error', 'message.timestamp.type', 'CreateTime', 'LogAppendTime'],
      ['warn', 'retention.ms', '-1', '34 214 400 000'],
      ['info', 'message.timestamp.type', undefined, undefined],
      ['warn', 'retention.ms', '604 800 000', '34 214 400 000'],
    ]);
    expect(definitionOf('kafka_topic_findings').values?.['setting']).toEqual(TOPIC_FINDING_SETTINGS);
  });
  it('is logged with what it is found by, in the shape that we write and no other', () => {
    const { lines, ...telemetry } = testTelemetry();
    const events = busEvents(telemetry);
    const inquiryId = '01890a5d-ac96-774b-bcce-b302099a8057';
    const [traceId, span] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
    events.deadLettered?.('t', { inquiryId, traceparent: `00-${traceId}-${span}-01`, group: 'g' });
    events.deadLettered?.('t', { inquiryId: 'Tolvan', traceparent: `00-${traceId}-${span}-00` });
    events.problem?.('failed', { inquiryId, traceparent: 'Tolvan' });
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { inquiryId, traceId, topic: 't', group: 'g' },
      { topic: 't' },
      { inquiryId, reason: 'failed' },
    ]);
    expect(lines[1]).not.toMatch(/inquiryId|traceId/);
    expect(lines.join()).not.toMatch(/Tolvan|traceparent/);
  });
  it('is logged in the fields that logs know, and no others', () => {
    const { lines, ...telemetry } = testTelemetry();
    busEvents(telemetry).problem?.('handler failed', {
      reason: 'TypeError',
      topic: 'ssbtek.inquiry.v1',
      partition: 3,
      offset: 17,
      broker: 'kafka-1.example:9093',
      operation: 'Produce',
      code: 'NOT_ENOUGH_REPLICAS',
      key: 'about somebody',
    });
    const { level, msg, time, role, instance, ...fields } = JSON.parse(lines[0] ?? '') as Record<
      string,
      unknown
    >;
    expect([level, msg, role, instance, typeof time]).toEqual([
      'warn',
      'message bus problem',
      'test',
      'test',
      'string',
    ]);
    expect(fields).toEqual({
      reason: 'handler failed: TypeError',
      topic: 'ssbtek.inquiry.v1',
      partition: 3,
      offset: '17',
      broker: 'kafka-1.example:9093',
      operation: 'Produce',
      code: 'NOT_ENOUGH_REPLICAS',
    });
  });
});

it('without brokers the bus is the one in memory, and it is connected', async () => {
  const result = loadConfiguration([testRole('a'), testRole('b')], {});
  if (!result.ok) throw new Error('unexpected');
  const telemetry = testTelemetry();
  const bus = await makeBus(result.configuration.process, 'x', telemetry, ['test']);
  expect((await renderMetrics([telemetry])).body).toContain('ssbtek_kafka_connected 1');
  await bus.close();
});
