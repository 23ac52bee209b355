import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { WORKSPACE } from '../build/bundle.ts';
import { knownMetrics } from './known.ts';
import { mistakesIn } from './mistakes.ts';
import { dashboards } from '../dashboards/dashboards.ts';
import { alerts, ruleGroups, runbookOf } from './rules.ts';

const FOLDER = join(WORKSPACE, 'deploy/runbooks');
const KNOWN = knownMetrics(ruleGroups());
const SETTINGS = readFileSync(join(WORKSPACE, 'docs/configure.md'), 'utf8');
const TITLES = [...dashboards().values()].flatMap(({ title, panels = [] }) =>
  panels.map((panel) => `${panel.title} ${title}`),
);
const SECTIONS = ['For callers', 'First look', 'First action', 'Over when'];
/** One page of paper. */
const MOST_LINES = 60;

/** Deployments, by what stands behind `ssbtek-`. */
const known = (name: string): boolean =>
  ['ingress', 'aggregator', ...BASTJANSTER.map(({ descriptor }) => `worker-${descriptor.kod}`)].includes(
    name,
  );

const files = readdirSync(FOLDER).filter((name) => name !== 'README.md');
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

/** What a runbook names that does not exist. */
function mistakesInRunbook(text: string): readonly string[] {
  const all = (pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].map(([, found]) => found ?? '');
  const sections = all(/^## (.+)$/gm);
  // Those of one agency are on the page as those of all.
  const inSettings = (name: string): boolean =>
    SETTINGS.includes(name.replace(/^(SSBTEK_AGENCY_)[A-Z]+_/, '$1<KOD>_'));
  const metrics = all(/`(ssbtek[_:][a-z0-9_:]+)`/g);
  return [
    ...(sections.join() === SECTIONS.join() ? [] : [`sections ${sections.join(', ')}`]),
    ...all(/```promql\n([\s\S]+?)```/g).flatMap((query) => mistakesIn(query, KNOWN)),
    ...metrics.flatMap((name) => mistakesIn(name, KNOWN)),
    ...all(/(SSBTEK_[A-Z_<>]+)/g).filter((name) => !inSettings(name)),
    ...all(/_([^_\n]+\?)_(?! on)/g).filter((title) => !TITLES.some((one) => one.startsWith(`${title} `))),
    ...[...text.matchAll(/_([^_\n]+\?)_ on the dashboard (.+)/g)]
      .filter(([, title, dashboard]) => !TITLES.includes(`${title} SSBTEK: ${dashboard}`))
      .map(([line]) => line),
    ...all(/(?:deploy[/ ]|scaledobject )ssbtek-([a-z-]+)/g).filter((name) => !known(name)),
    ...all(/```sh\n([\s\S]+?)```/g)
      .flatMap((block) => block.trim().split('\n'))
      .filter((line) => !/^(kubectl|curl) /.test(line)),
  ];
}

describe('runbooks', () => {
  it('are there for every alert, and for nothing else', () => {
    expect([...files].sort()).toEqual(
      alerts()
        .map(({ alert }) => basename(runbookOf(alert)))
        .sort(),
    );
  });
  it.each(files)('%s names only what there is, on one page', (file) => {
    const text = textOf(file);
    expect(mistakesInRunbook(text)).toEqual([]);
    expect(text.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
    expect(basename(runbookOf(/^# (\w+)$/m.exec(text)?.[1] ?? ''))).toBe(file);
  });
  it.each(files)('%s leads to pages that exist', (file) => {
    for (const [, target = ''] of textOf(file).matchAll(/\]\(([^)#]+)\)/g))
      expect(readFileSync(join(FOLDER, target), 'utf8')).not.toBe('');
  });

  const good = textOf('agency-down.md');
  it.each([
    ['a metric', good.replace('ssbtek_agency_calls_total', 'ssbtek_agency_answers_total'), /no metric/],
    [
      'a recorded series',
      good.replace('ssbtek:agency_failures:ratio5m', 'ssbtek:agency_failures:ratio6m'),
      /no metric/,
    ],
    [
      'a setting',
      good.replace('SSBTEK_BREAKER_RESET_MS', 'SSBTEK_BREAKER_WAIT_MS'),
      /SSBTEK_BREAKER_WAIT_MS/,
    ],
    ['a panel', good.replace('How long are certificates valid?', 'How old are certificates?'), /How old/],
    [
      'a panel of another dashboard',
      good.replace('on the dashboard agencies', 'on the dashboard runtime'),
      /runtime/,
    ],
    ['a workload', good.replace('deploy/ssbtek-worker-csn', 'deploy/ssbtek-worker-xyz'), /worker-xyz/],
    ['a command', good.replace('kubectl --namespace', 'kubetcl --namespace'), /kubetcl/],
    ['a section', good.replace('## Over when', '## The end'), /sections/],
  ])('that name %s that is not there are found', (_, text, message) => {
    expect(mistakesInRunbook(text).join('\n')).toMatch(message);
  });
});
