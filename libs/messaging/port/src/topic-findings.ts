import { topicConfig, type TopicSettings } from './topics';

/** What is looked at, by Kafka's own names; the last two are no settings there and cannot be altered as such. */
export const TOPIC_FINDING_SETTINGS = [
  'message.timestamp.type',
  'cleanup.policy',
  'max.message.bytes',
  'retention.ms',
  'retention.bytes',
  'segment.ms',
  'compression.type',
  'unclean.leader.election.enable',
  'min.insync.replicas',
  'partitions',
  'replicas',
] as const;
export type TopicFindingSetting = (typeof TOPIC_FINDING_SETTINGS)[number];

/** A topic that is not as the mesh needs it. Names and numbers of the broker's; nothing personal. */
export interface TopicFinding {
  readonly topic: string;
  readonly setting: TopicFindingSetting;
  readonly is: string;
  readonly mustBe: string;
  /** Correctness hangs on it: nobody who uses the topic is ready until it is mended. */
  readonly grave: boolean;
}

/** A topic as the broker describes it. */
export interface TopicFacts {
  /** Kafka's settings, those that come from its defaults too. */
  readonly config: Readonly<Record<string, string>>;
  readonly partitions: number;
  /** Of the partition that has the fewest. */
  readonly replicas: number;
  /** Brokers of the cluster. */
  readonly brokers: number;
  /** Somebody has said that one replica is meant. */
  readonly oneReplicaMeant: boolean;
}

/** Kept for longer than this many times what was promised is much longer. */
const MUCH_LONGER = 2;

type Found = Omit<TopicFinding, 'topic'> | undefined;

/** All that is wrong with a topic, in the order of {@link TOPIC_FINDING_SETTINGS}; a setting that is not described is not judged. */
export function topicFindings(settings: TopicSettings, facts: TopicFacts): readonly TopicFinding[] {
  const found = [...ofConfig(settings, facts), inSync(facts), partitions(settings, facts), replicas(facts)];
  return found.filter((one) => one !== undefined).map((one) => ({ topic: settings.name, ...one }));
}

/** Times that are the producers' word: what every look and every batch can find. */
export const createTimeFinding = (topic: string): TopicFinding => ({
  topic,
  setting: 'message.timestamp.type',
  is: 'CreateTime',
  mustBe: 'LogAppendTime',
  grave: true,
});

/** A finding as one sentence of fixed words. */
export const findingText = ({ setting, is, mustBe }: TopicFinding): string =>
  `${setting} is ${is}, must be ${mustBe}`;

function ofConfig(settings: TopicSettings, { config }: TopicFacts): Found[] {
  const ours = topicConfig(settings);
  const unless = (
    setting: TopicFindingSetting & keyof typeof ours,
    good: (is: string) => boolean,
    grave: (is: string) => boolean = () => false,
  ): Found => {
    const is = config[setting];
    if (is === undefined || good(is)) return undefined;
    return { setting, is, mustBe: String(ours[setting]), grave: grave(is) };
  };
  const same = (setting: keyof typeof ours) => (is: string) => is === String(ours[setting]);
  const policies = (text: string): string => text.split(',').toSorted().join();
  return [
    unless('message.timestamp.type', same('message.timestamp.type'), () => true),
    // Compaction takes away all but the last message of a key: of two replies to one question one is gone.
    unless(
      'cleanup.policy',
      (is) => policies(is) === policies(ours['cleanup.policy']),
      (is) => is.includes('compact') && !ours['cleanup.policy'].includes('compact'),
    ),
    // A legal message is refused for ever; more does no harm.
    unless(
      'max.message.bytes',
      (is) => Number(is) >= settings.maxMessageBytes,
      () => true,
    ),
    unless('retention.ms', keptAsPromised(settings.retentionMs)),
    unless('retention.bytes', (is) => Number(is) < 0),
    // Retention acts on whole segments.
    unless('segment.ms', (is) => Number(is) <= settings.retentionMs),
    // Nobody here packs, so that what the producer has chosen is the same.
    unless('compression.type', (is) => ['producer', 'uncompressed'].includes(is)),
    unless('unclean.leader.election.enable', same('unclean.leader.election.enable')),
  ];
}

const keptAsPromised =
  (ms: number) =>
  (is: string): boolean =>
    Number(is) >= ms && Number(is) <= MUCH_LONGER * ms;

/** With three replicas two must have a message; one broker may always be away. */
function inSync({ config, replicas: count }: TopicFacts): Found {
  const setting = 'min.insync.replicas';
  const is = Number(config[setting]);
  const least = count >= 3 ? 2 : 1;
  if (config[setting] === undefined || (is >= least && is <= Math.max(least, count - 1))) return undefined;
  return { setting, is: String(is), mustBe: String(least), grave: is > count };
}

/** Keys that stay are spread over the number in the code: what lies beyond is unused, what is missing is shared out. */
function partitions({ keysStay = false, partitions: wanted }: TopicSettings, facts: TopicFacts): Found {
  if (!keysStay || facts.partitions === wanted) return undefined;
  return { setting: 'partitions', is: String(facts.partitions), mustBe: String(wanted), grave: false };
}

function replicas({ replicas: count, brokers, oneReplicaMeant }: TopicFacts): Found {
  if (count !== 1 || (brokers === 1 && oneReplicaMeant)) return undefined;
  return { setting: 'replicas', is: '1', mustBe: '3', grave: false };
}
