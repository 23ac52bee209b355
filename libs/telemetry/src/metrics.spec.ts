import { describe, expect, it } from 'vitest';
import { addProcessMetrics, allMetrics, createTelemetry, renderMetrics, testTelemetry } from './index';
import { memoryLimit } from './process-metrics';

const shown = async (...sources: Parameters<typeof renderMetrics>[0]): Promise<string[]> =>
  (await renderMetrics(sources)).body.split('\n').filter((line) => line && !line.startsWith('#'));

describe('the catalogue', () => {
  it.each(allMetrics().map((metric) => [metric.name, metric] as const))(
    '%s is named as it should be',
    (name, metric) => {
      expect(name).toMatch(/^ssbtek_[a-z][a-z_]*[a-z]$/);
      expect(name.endsWith('_total')).toBe(metric.type === 'counter');
      expect(metric.help).toMatch(/^[A-Z1].*\.$/);
      expect(metric.type === 'histogram').toBe(metric.buckets !== undefined);
      if (metric.type === 'histogram') expect(name).toMatch(/_seconds$/);
      expect(metric.buckets ?? []).toEqual([...(metric.buckets ?? [])].sort((a, b) => a - b));
      for (const label of Object.keys(metric.values ?? {})) expect(metric.labels).toContain(label);
    },
  );
  it('never has a label for a person, a case, a handler, a korrelationsid or an organisation', () => {
    const labels = new Set(allMetrics().flatMap((metric) => metric.labels));
    expect([...labels].sort()).toEqual(
      [
        'agency',
        'certificate',
        'file',
        'group',
        'holder',
        'hop',
        'node_version',
        'operation',
        'outcome',
        'protocol',
        'reason',
        'result',
        'setting',
        'state',
        'topic',
        'version',
        'within',
      ].sort(),
    );
  });
  it('has no label that scrapes, storage or exports have for something else', () => {
    // As target labels they would win, and ours would be called `exported_…`.
    const theirs =
      /^(exported_.*|job|instance|namespace|pod|container|endpoint|service|node|cluster|prometheus)$/;
    const reserved = /^(__.*|le|quantile|alertname|alertstate|severity)$/;
    for (const { labels } of allMetrics())
      for (const label of labels) {
        expect(label).not.toMatch(theirs);
        expect(label).not.toMatch(reserved);
      }
  });
});

describe('metrics', () => {
  it('are shown with prefix, labels and value', async () => {
    const telemetry = testTelemetry();
    const { metrics } = telemetry;
    metrics.count('agency_replies_total', { agency: 'csn', result: 'data' });
    metrics.count('agency_replies_total', { agency: 'csn', result: 'data' }, 2);
    metrics.gauge('inquiries_in_flight', 4);
    metrics.gaugeFrom('kafka_consumer_lag', () => [
      { value: 7, labels: { group: 'g', topic: 'ssbtek.inquiry.v1' } },
    ]);
    metrics.observe('hop_duration_seconds', 0.004, { hop: 'inquiry' });
    const lines = await shown(telemetry);
    expect(lines).toContain('ssbtek_agency_replies_total{agency="csn",result="data"} 3');
    expect(lines).toContain('ssbtek_inquiries_in_flight 4');
    expect(lines).toContain('ssbtek_kafka_consumer_lag{group="g",topic="ssbtek.inquiry.v1"} 7');
    expect(lines).toContain('ssbtek_hop_duration_seconds_bucket{le="0.005",hop="inquiry"} 1');
    expect(lines).toContain('ssbtek_hop_duration_seconds_bucket{le="0.0025",hop="inquiry"} 0');
  });
  it('shows nothing that a role does not feed', async () => {
    expect(await shown(testTelemetry())).toEqual([]);
  });
  it('reads a gauge at each scrape, all readers of one name together, and forgets what is gone', async () => {
    const telemetry = testTelemetry();
    let groups = ['a', 'b'];
    telemetry.metrics.gaugeFrom('kafka_consumer_lag', () =>
      groups.map((group) => ({ value: 1, labels: { group, topic: 't' } })),
    );
    telemetry.metrics.gaugeFrom('kafka_consumer_lag', () => [
      { value: 2, labels: { group: 'c', topic: 't' } },
    ]);
    expect(await shown(telemetry)).toHaveLength(3);
    groups = ['b'];
    expect(await shown(telemetry)).toEqual([
      'ssbtek_kafka_consumer_lag{group="b",topic="t"} 1',
      'ssbtek_kafka_consumer_lag{group="c",topic="t"} 2',
    ]);
  });
  it('refuses a gauge that is both set and read', () => {
    const { metrics } = testTelemetry();
    metrics.gauge('joins_open', 1);
    expect(() => metrics.gaugeFrom('joins_open', () => [])).toThrow(/joins_open/);
  });
});

describe('labels that are not in the catalogue', () => {
  it.each([
    ['unknown label', { agency: 'csn', result: 'data', person: 'x' }, /unknown label person/],
    ['missing label', { agency: 'csn' }, /without label result/],
    ['value outside a closed set', { agency: 'csn', result: 'fine' }, /value that label result may not have/],
    ['identity number', { agency: '191212121212', result: 'data' }, /value that label agency may not have/],
    ['free text', { agency: 'not a name', result: 'data' }, /value that label agency may not have/],
  ])('throw in tests: %s', (_, labels, mistake) => {
    const { metrics } = testTelemetry();
    expect(() => metrics.count('agency_replies_total', labels as never)).toThrow(mistake);
  });
  it('are counted as other in production, and never stop an inquiry', async () => {
    const telemetry = createTelemetry({ role: 'r', instance: 'i', level: 'silent' });
    telemetry.metrics.count('agency_replies_total', {
      agency: '191212121212',
      result: 'x',
      more: 1,
    } as never);
    telemetry.metrics.count('agency_replies_total');
    expect(await shown(telemetry)).toEqual(['ssbtek_agency_replies_total{agency="other",result="other"} 2']);
  });
});

describe('labels whose values the catalogue does not know', () => {
  it('make no series without end', async () => {
    const telemetry = testTelemetry();
    for (let i = 0; i < 500; i += 1) telemetry.metrics.count('dead_letters_total', { topic: `t${i}` });
    const lines = await shown(telemetry);
    expect(lines).toHaveLength(51);
    expect(lines).toContain('ssbtek_dead_letters_total{topic="other"} 450');
    expect(lines).toContain('ssbtek_dead_letters_total{topic="t7"} 1');
  });
});

/** One line of OpenMetrics 1.0: a sample, perhaps with an exemplar, or what is said about a family. */
const NUMBER = '(?:[+-]?(?:\\d+\\.?\\d*(?:e[+-]?\\d+)?|Inf)|[Nn]a[Nn])';
const LABELS = '\\{(?:[a-zA-Z_]\\w*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"(?:,(?!\\})|(?=\\})))*\\}';
const SAMPLE = new RegExp(
  `^[a-zA-Z_:][\\w:]*(?:${LABELS})? ${NUMBER}(?: # ${LABELS} ${NUMBER} \\d+(?:\\.\\d+)?)?$`,
);
const ABOUT =
  /^# (?:HELP [a-zA-Z_:][\w:]* .*|TYPE [a-zA-Z_:][\w:]* (?:counter|gauge|histogram|summary|unknown)|EOF)$/;

describe('OpenMetrics', () => {
  const trace = (digit: string): string => digit.repeat(32);
  const scraped = async (sources: Parameters<typeof renderMetrics>[0]): Promise<string> =>
    (await renderMetrics(sources, 'application/openmetrics-text')).body;

  it('keeps exemplars when registries are added up: the newest of each bucket', async () => {
    const [one, two] = [testTelemetry(), testTelemetry()];
    one.metrics.observe('join_duration_seconds', 0.2, { reason: 'complete' }, trace('a'));
    two.metrics.observe('join_duration_seconds', 7, { reason: 'complete' }, trace('b'));
    two.metrics.observe('join_duration_seconds', 99, { reason: 'deadline' });
    const body = await scraped([one, two]);
    const bucket = (le: string): string =>
      body
        .split('\n')
        .find((line) =>
          line.startsWith(`ssbtek_join_duration_seconds_bucket{le="${le}",reason="complete"}`),
        ) ?? '';
    expect(bucket('0.25')).toMatch(new RegExp(`} 1 # \\{trace_id="${trace('a')}"\\} 0\\.2 \\d+`));
    expect(bucket('10')).toMatch(new RegExp(`} 2 # \\{trace_id="${trace('b')}"\\} 7 \\d+`));
    expect(bucket('0.5')).not.toContain('#');
    expect(body.match(/ # \{/g)).toHaveLength(2);
    expect((await renderMetrics([one, two])).body).not.toContain('trace_id');
  });

  it('is well formed: families together, counters as _total, an end', async () => {
    const telemetry = testTelemetry();
    addProcessMetrics(telemetry, '0.1.0');
    telemetry.metrics.observe('join_duration_seconds', 0.2, { reason: 'complete' }, trace('c'));
    telemetry.metrics.count('dead_letters_total', { topic: 't' });
    const lines = (await scraped([telemetry, testTelemetry()])).trimEnd().split('\n');
    expect(lines.filter((line) => !(line.startsWith('#') ? ABOUT : SAMPLE).test(line))).toEqual([]);
    expect(lines.at(-1)).toBe('# EOF');
    const families = lines.flatMap((line) => /^# TYPE (\S+) /.exec(line)?.[1] ?? []);
    expect(new Set(families).size).toBe(families.length);
    expect(lines.filter((line) => /^# TYPE \S+_total counter$/.test(line))).toEqual([]);
    let family = '';
    for (const line of lines) {
      family = /^# TYPE (\S+) /.exec(line)?.[1] ?? family;
      if (!line.startsWith('#')) expect(line.startsWith(family)).toBe(true);
    }
  });
});

describe('renderMetrics', () => {
  it('shows a family once and adds up equal series of several roles', async () => {
    const [one, two] = [testTelemetry(), testTelemetry()];
    for (const { metrics } of [one, two]) {
      metrics.count('dead_letters_total', { topic: 't' });
      metrics.gauge('kafka_connected', one.metrics === metrics ? 1 : 0);
      metrics.observe('join_duration_seconds', 0.2, { reason: 'complete' });
    }
    const { body } = await renderMetrics([one, two]);
    expect(body.match(/# TYPE ssbtek_dead_letters_total counter/g)).toHaveLength(1);
    expect(body).toContain('ssbtek_dead_letters_total{topic="t"} 2');
    expect(body).toContain('ssbtek_kafka_connected 0');
    expect(body).toContain('ssbtek_join_duration_seconds_count{reason="complete"} 2');
    expect(body).toContain('ssbtek_join_duration_seconds_bucket{le="0.25",reason="complete"} 2');
  });
  it.each([
    ['', false],
    ['text/plain', false],
    ['*/*', false],
    ['application/openmetrics-text', true],
    ['application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2', true],
    ['application/openmetrics-text;q=0.1, text/plain;q=0.9', false],
    ['application/openmetrics-text;q=0', false],
  ])('answers Accept "%s" with OpenMetrics: %s', async (accept, open) => {
    const telemetry = testTelemetry();
    telemetry.metrics.count('dead_letters_total', { topic: 't' });
    const { contentType, body } = await renderMetrics([telemetry], accept);
    expect(contentType.startsWith('application/openmetrics-text')).toBe(open);
    expect(body.endsWith('# EOF\n')).toBe(open);
    expect(body).toContain(
      open ? '# TYPE ssbtek_dead_letters counter' : '# TYPE ssbtek_dead_letters_total counter',
    );
    expect(body).toContain('ssbtek_dead_letters_total{topic="t"} 1');
  });
  it('answers the same twice: asking for OpenMetrics changes nothing', async () => {
    const telemetry = testTelemetry();
    telemetry.metrics.count('dead_letters_total', { topic: 't' });
    const before = await renderMetrics([telemetry]);
    await renderMetrics([telemetry], 'application/openmetrics-text');
    expect(await renderMetrics([telemetry])).toEqual(before);
  });
});

describe('addProcessMetrics', () => {
  it.each([
    [512, 2048, 512],
    [0, 2048, 2048],
    [2 ** 63, 2048, 2048],
  ])('takes of a limit of %d and %d in all %d', (limit, total, taken) => {
    expect(memoryLimit(limit, total)).toBe(taken);
  });
  it('shows what is running, the event loop and the memory', async () => {
    const telemetry = testTelemetry();
    addProcessMetrics(telemetry, '0.1.0');
    const { body } = await renderMetrics([telemetry, testTelemetry()]);
    expect(body).toContain(`ssbtek_build_info{version="0.1.0",node_version="${process.versions.node}"} 1`);
    expect(body).toMatch(/^ssbtek_memory_limit_bytes [1-9]\d+$/m);
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
      'nodejs_gc_duration_seconds',
    ])
      expect(body).toContain(`# TYPE ${name} `);
    // Restarts are counted by it.
    expect(body).toMatch(/^process_start_time_seconds \d+$/m);
  });
});
