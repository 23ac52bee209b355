import { describe, expect, it } from 'vitest';
import { findingText, topicFindings, type TopicFacts } from './topic-findings';
import { TOPICS, topicConfig, type TopicSettings } from './topics';

const MINUTES = 10 * 60_000;
const topic: TopicSettings = {
  name: 't.v1',
  description: '',
  partitions: 12,
  retentionMs: MINUTES,
  maxMessageBytes: 1000,
  writers: [],
  readers: [],
};

const asMade = (settings: TopicSettings, replicas = 3): TopicFacts => ({
  config: Object.fromEntries(
    Object.entries(topicConfig(settings, replicas)).map(([name, value]) => [name, String(value)]),
  ),
  partitions: settings.partitions,
  replicas,
  brokers: 3,
  oneReplicaMeant: false,
});

/** What is found when these facts are other than ours: `setting is must-be`, and `!` where it is grave. */
const found = (facts: Partial<TopicFacts>, settings = topic): string[] =>
  topicFindings(settings, { ...asMade(settings), ...facts }).map((one) => {
    expect(one.topic).toBe(settings.name);
    return `${findingText(one)}${one.grave ? ' !' : ''}`;
  });
const foundIn = (setting: string, value: string): string[] =>
  found({ config: { ...asMade(topic).config, [setting]: value } });

describe('a topic as the broker has it', () => {
  it.each(TOPICS.map((one) => [one.name, one] as const))(
    'is as it must be when we have made it: %s',
    (_, one) => {
      expect(topicFindings(one, asMade(one))).toEqual([]);
    },
  );

  it.each([
    ['message.timestamp.type', 'CreateTime', 'LogAppendTime !'],
    ['cleanup.policy', 'compact', 'delete !'],
    ['cleanup.policy', 'compact,delete', 'delete !'],
    ['max.message.bytes', '999', '1000 !'],
    ['retention.ms', String(MINUTES - 1), '600000'],
    ['retention.ms', String(2 * MINUTES + 1), '600000'],
    ['retention.ms', '-1', '600000'],
    ['retention.bytes', '1000000', '-1'],
    ['segment.ms', '604800000', '300000'],
    ['compression.type', 'zstd', 'uncompressed'],
    ['unclean.leader.election.enable', 'true', 'false'],
    ['min.insync.replicas', '1', '2'],
    ['min.insync.replicas', '3', '2'],
    ['min.insync.replicas', '4', '2 !'],
  ])('is told: %s %s', (setting, is, mustBe) => {
    expect(foundIn(setting, is)).toEqual([`${setting} is ${is}, must be ${mustBe}`]);
  });

  it.each([
    ['max.message.bytes', '2000'],
    ['retention.ms', String(2 * MINUTES)],
    ['segment.ms', String(MINUTES)],
    ['compression.type', 'producer'],
    ['segment.bytes', '1'],
  ])('is good enough: %s %s', (setting, is) => {
    expect(foundIn(setting, is)).toEqual([]);
  });

  it('may be compacted where it is meant to be, in either spelling; where it is not, no message is lost', () => {
    const compacted = { ...topic, cleanup: 'compact,delete' } as const;
    const policy = (is: string): string[] => found({ config: { 'cleanup.policy': is } }, compacted);
    expect(policy('compact,delete')).toEqual([]);
    expect(policy('delete,compact')).toEqual([]);
    expect(policy('delete')).toEqual(['cleanup.policy is delete, must be compact,delete']);
    expect(policy('compact')).toEqual(['cleanup.policy is compact, must be compact,delete']);
  });

  it('is not judged by what is not described', () => {
    expect(found({ config: {} })).toEqual([]);
  });

  it('has another number of partitions only where keys stay', () => {
    const staying = { ...topic, keysStay: true };
    expect(found({ partitions: 24 })).toEqual([]);
    expect(found({ partitions: 24 }, staying)).toEqual(['partitions is 24, must be 12']);
    expect(found({ partitions: 6 }, staying)).toEqual(['partitions is 6, must be 12']);
  });

  it('has one replica: that is told unless somebody has said so of a single broker', () => {
    const alone = { ...asMade(topic, 1), brokers: 1 };
    expect(found({ ...alone, oneReplicaMeant: true })).toEqual([]);
    expect(found(alone)).toEqual(['replicas is 1, must be 3']);
    expect(found({ ...alone, brokers: 3, oneReplicaMeant: true })).toEqual(['replicas is 1, must be 3']);
  });

  it('has two replicas: one of them may be away', () => {
    const two = asMade(topic, 2);
    const inSync = (count: string) => found({ ...two, config: { 'min.insync.replicas': count } });
    expect(inSync('1')).toEqual([]);
    expect(inSync('2')).toEqual(['min.insync.replicas is 2, must be 1']);
  });
});
