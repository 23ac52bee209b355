import { describe, expect, it } from 'vitest';
import { aclsFor, topicsOf, writesAny, type AclOptions } from './acls';
import { TOPICS } from './topics';

/** Each permission as a line, groups last. */
const lines = (workload: string, options?: AclOptions): string[] =>
  aclsFor(workload, options).map(
    ({ resource, name, pattern, operations }) => `${resource} ${name} ${pattern} ${operations.join(',')}`,
  );
/** The four topics of the flow: what else there is has writers and readers of its own. */
const FLOW = TOPICS.slice(0, 4);

describe('what a workload may do at the broker', () => {
  it.each([
    [
      'ingress',
      [
        'topic ssbtek.inquiry.v1 literal Write,Describe,DescribeConfigs',
        'topic ssbtek.reply.v1 literal Write,Describe,DescribeConfigs',
        'topic ssbtek.answer.v1 literal Read,Describe,DescribeConfigs',
        'topic ssbtek.dead-letter.v1 literal Write,Describe,DescribeConfigs',
        'group ssbtek-ingress. prefix Read,Describe',
      ],
    ],
    [
      'aggregator',
      [
        'topic ssbtek.reply.v1 literal Read,Write,Describe,DescribeConfigs',
        'topic ssbtek.answer.v1 literal Write,Describe,DescribeConfigs',
        'topic ssbtek.dead-letter.v1 literal Write,Describe,DescribeConfigs',
        'group ssbtek-aggregator literal Read,Describe',
      ],
    ],
    [
      'worker-csn',
      [
        'topic ssbtek.inquiry.v1 literal Read,Describe,DescribeConfigs',
        'topic ssbtek.reply.v1 literal Write,Describe,DescribeConfigs',
        'topic ssbtek.dead-letter.v1 literal Write,Describe,DescribeConfigs',
        'group ssbtek-worker-csn literal Read,Describe',
      ],
    ],
    ['simulator', []],
    ['worker-', []],
    ['all-in-one', []],
  ])('%s', (workload, wanted) => {
    expect(lines(workload, { topics: FLOW })).toEqual(wanted);
  });

  it('lets workers tell how their agency is, and the portal read that and nothing else', () => {
    expect(lines('portal')).toEqual([
      'topic ssbtek.status.v1 literal Read,Describe,DescribeConfigs',
      'group ssbtek-portal. prefix Read,Describe',
    ]);
    const ofStatus = (workload: string): string[] => lines(workload).filter((one) => one.includes('status'));
    expect(ofStatus('worker-csn')).toEqual(['topic ssbtek.status.v1 literal Write,Describe,DescribeConfigs']);
    for (const workload of ['ingress', 'aggregator']) expect(ofStatus(workload)).toEqual([]);
    expect([writesAny(['portal']), writesAny(['portal', 'worker-csn'])]).toEqual([false, true]);
  });

  it('lets who verifies the audit trail read it, and nothing else', () => {
    expect(lines('audit')).toEqual([
      'topic ssbtek.audit.v1 literal Read,Describe',
      'group ssbtek-audit. prefix Read,Describe',
    ]);
  });

  it('includes making every topic only where it makes them at its start', () => {
    const made = aclsFor('worker-af', { ensureTopics: true });
    const topics = made.filter(({ resource }) => resource === 'topic');
    expect(topics.map(({ name }) => name)).toEqual(TOPICS.map(({ name }) => name));
    for (const { operations } of topics)
      expect(operations).toEqual(expect.arrayContaining(['Create', 'Describe']));
    expect(topics.filter(({ operations }) => operations.includes('Read'))).toHaveLength(1);
    expect(JSON.stringify(aclsFor('worker-af'))).not.toContain('Create');
  });

  it('is about the topics that it uses', () => {
    const used = (...workloads: string[]) => topicsOf(workloads).map(({ name }) => name);
    for (const workload of ['ingress', 'aggregator', 'worker-csn'])
      expect(used(workload)).toEqual(
        aclsFor(workload)
          .filter(({ resource }) => resource === 'topic')
          .map(({ name }) => name),
      );
    expect(used('ingress', 'aggregator', 'worker-csn')).toEqual(TOPICS.map(({ name }) => name));
    expect(used('simulator')).toEqual([]);
  });
});
