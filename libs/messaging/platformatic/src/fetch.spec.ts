import { fetchV11 } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { FetchSession, requestOf } from './fetch';

const SIZE = { maxWaitMs: 250, minBytes: 1, maxBytes: 1000, maxBytesPerPartition: 500 };
const answer = (sessionId: number) => ({ errorCode: 0, sessionId, partitions: [] });
const offsets = (...pairs: [number, bigint][]) => new Map(pairs);

it('asks for everything first, at once, and then for what has changed', () => {
  const session = new FetchSession('t', SIZE);
  expect(session.next(offsets([0, 5n], [1, 7n]))).toMatchObject({
    ...{ topic: 't', id: 0, epoch: 0, maxWaitMs: 0, forgotten: [] },
    offsets: offsets([0, 5n], [1, 7n]),
  });
  session.answered(answer(9));
  const second = session.next(offsets([0, 6n], [1, 7n]));
  expect(second).toMatchObject({ id: 9, epoch: 1, maxWaitMs: 250, offsets: offsets([0, 6n]), forgotten: [] });
  session.answered(answer(9));
  expect(session.next(offsets([1, 7n]))).toMatchObject({ epoch: 2, offsets: offsets(), forgotten: [0] });
  session.answered(answer(9));
  expect(session.next(offsets([0, 6n], [1, 7n]))).toMatchObject({ offsets: offsets([0, 6n]), forgotten: [] });
});

it('asks for everything anew when it is known no more, and each time of a broker that keeps none', () => {
  const session = new FetchSession('t', SIZE);
  for (const [id, gone] of [
    [9, true],
    [0, false],
  ] as const) {
    session.next(offsets([0, 5n]));
    session.answered(answer(id));
    if (gone) session.reset();
    expect(session.next(offsets([0, 5n]))).toMatchObject({
      id: 0,
      epoch: 0,
      maxWaitMs: 250,
      offsets: offsets([0, 5n]),
    });
  }
});

it.each([
  [offsets(), []],
  [offsets([3, 9_007_199_254_740_993n], [11, 0n]), []],
  [offsets([3, 5n]), [1, 2, 300]],
])('is written as the library writes it: %o', (wanted, forgotten) => {
  const asked = { ...SIZE, topic: 'ämne.v1', id: 77, epoch: 3, offsets: wanted, forgotten };
  const partitions = [...wanted].map(([partition, fetchOffset]) => ({
    ...{ partition, fetchOffset, currentLeaderEpoch: -1, lastFetchedEpoch: -1 },
    partitionMaxBytes: SIZE.maxBytesPerPartition,
  }));
  const topics = partitions.length > 0 ? [{ topicId: asked.topic, partitions }] : [];
  const left = forgotten.length > 0 ? [{ topicId: asked.topic, partitions: forgotten }] : [];
  const theirs = fetchV11.createRequest(250, 1, 1000, 0, 77, 3, topics, left, '');
  expect(requestOf(asked).buffer.equals(theirs.buffer)).toBe(true);
});
