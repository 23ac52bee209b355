import {
  AGGREGATOR_GROUP,
  BusUnavailable,
  REPLY_TOPIC,
  type Incoming,
  type PartitionEvent,
} from '@ssbtek/messaging';
import { changed, type Planted } from './kind.ts';

export const OF_THE_AGGREGATOR: readonly Planted[] = [
  {
    name: 'done-before-the-composite',
    what: 'a message of a join counts as done before its composite is acknowledged',
    breaks: ['Q1'],
    within: 120,
    mistakes: () => ({
      aggregator: (right) =>
        changed(right, {
          handle(message: Incoming) {
            right.handle(message).catch(() => undefined);
            return Promise.resolve();
          },
        }),
    }),
  },
  {
    name: 'closed-at-the-first-reply',
    what: 'a join does not wait for all',
    breaks: ['Q1', 'I4', 'I3'],
    within: 20,
    mistakes: () => ({
      codec: (right, { host }) =>
        host.role !== 'aggregator'
          ? right
          : {
              ...right,
              composite: ({ inquiryId, outcomes }, routing) =>
                right.composite(
                  {
                    inquiryId,
                    outcomes: outcomes.map(({ kod }, at) => ({
                      kod,
                      outcome:
                        at === 0 && outcomes[0]
                          ? outcomes[0].outcome
                          : { type: 'failure', failure: { kind: 'timeout' } },
                    })),
                  },
                  routing,
                ),
            },
    }),
  },
  {
    name: 'answers-mixed-up',
    what: "two agencies' answers change places",
    breaks: ['I3'],
    within: 3,
    mistakes: () => ({
      codec: (right, { host }) =>
        host.role !== 'aggregator'
          ? right
          : {
              ...right,
              composite({ inquiryId, outcomes }, routing) {
                const turned = outcomes.map(({ kod }, at) => ({
                  kod,
                  outcome: (outcomes[(at + 1) % outcomes.length] ?? outcomes[0])?.outcome,
                }));
                return right.composite({ inquiryId, outcomes: turned as typeof outcomes }, routing);
              },
            },
    }),
  },
  {
    name: 'nothing-replayed',
    what: 'an aggregator that begins does not read what is open',
    breaks: ['Q1'],
    within: 200,
    mistakes: () => ({
      committed(broker) {
        const topic = broker.topic(REPLY_TOPIC);
        const { committed } = topic.group(AGGREGATOR_GROUP);
        for (const partition of committed.keys()) committed.set(partition, topic.log(partition).high);
      },
    }),
  },
  {
    name: 'replay-that-never-ends',
    what: 'a partition that has been read to its end counts as being replayed',
    breaks: ['Q1', 'I11'],
    within: 200,
    mistakes: () => ({
      aggregator: (right) =>
        changed(right, {
          partition: (event: PartitionEvent) => event.type === 'caught-up' || right.partition(event),
        }),
    }),
  },
  {
    name: 'replies-held-for-ever',
    what: 'a reply that came too late is never done',
    breaks: ['I11'],
    within: 120,
    mistakes: () => ({
      aggregator(right) {
        const done = new Set<string>();
        return changed(right, {
          async handle(message: Incoming) {
            const id = message.headers['ssbtek_inquiryid'] ?? '';
            if (done.has(id)) await new Promise<void>(() => undefined);
            await right.handle(message);
            done.add(id);
          },
        });
      },
    }),
  },
  {
    name: 'clock-of-a-minute-ago',
    what: "the aggregator's clock is a minute late",
    breaks: ['Q1', 'I11', 'I2'],
    within: 120,
    mistakes: () => ({
      joining(right) {
        const { clock } = right;
        return changed(right, { clock: { now: () => clock.now() - 60_000 } });
      },
    }),
  },
  {
    name: 'composite-sent-once',
    what: 'a composite that was not taken is not sent again',
    breaks: ['Q1', 'I11'],
    within: 200,
    mistakes: () => ({
      joining: (right) =>
        changed(right, {
          publish: (...given: Parameters<typeof right.publish>) =>
            right.publish(...given).catch((error: unknown) => {
              if (!(error instanceof BusUnavailable)) throw error;
            }),
        }),
    }),
  },
];
