import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TopicFinding } from '@ssbtek/messaging';
import type { KafkaDriver } from './driver';
import { TopicWatch } from './topic-watch';

const topic = {
  name: 't.v1',
  description: '',
  partitions: 1,
  retentionMs: 60_000,
  maxMessageBytes: 1000,
  writers: [],
  readers: [],
};
const WRONG = 't.v1: message.timestamp.type is CreateTime, must be LogAppendTime';

describe('what messages show of a topic that the broker does not describe', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watched = () => {
    const told: (readonly TopicFinding[])[] = [];
    const watch = new TopicWatch({
      driver: {} as KafkaDriver,
      // Nobody is asked: timers stand still, or the watch is closed before.
      brokers: [],
      clientId: 'x',
      watchedTopics: [topic],
      events: { topicFindings: (findings) => told.push(findings) },
    });
    return { watch, told };
  };

  it('is that their times are those of producers, until one is not', () => {
    const { watch, told } = watched();
    watch.seen('t.v1', 'append');
    expect([watch.lacks(), told]).toEqual([[], []]);
    watch.seen('t.v1', 'create');
    watch.seen('t.v1', 'create');
    expect(watch.lacks()).toEqual([WRONG]);
    watch.seen('t.v1', 'append');
    expect(watch.lacks()).toEqual([]);
    expect(told.map((findings) => findings.length)).toEqual([1, 0]);
    watch.close();
  });

  it('is reason to ask the broker at once', () => {
    const { watch } = watched();
    const look = vi.spyOn(watch, 'look').mockResolvedValue();
    watch.seen('t.v1', 'create');
    vi.advanceTimersByTime(1);
    expect(look).toHaveBeenCalledOnce();
    watch.close();
  });

  it("is nothing of a topic that is not the process's own", () => {
    const { watch, told } = watched();
    watch.seen('other.v1', 'create');
    expect([watch.lacks(), told]).toEqual([[], []]);
    watch.close();
  });

  it('is forgotten when nothing comes any more: who is not ready would never find out', () => {
    const { watch } = watched();
    watch.seen('t.v1', 'create');
    watch.close();
    vi.advanceTimersByTime(59_000);
    expect(watch.lacks()).toEqual([WRONG]);
    vi.advanceTimersByTime(2000);
    expect(watch.lacks()).toEqual([]);
  });
});
