import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Setting, Settings } from '@ssbtek/config';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { PROCESS_SETTINGS } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { portalRole } from '@ssbtek/shell-portal';
import { probeRole } from '@ssbtek/shell-probe';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole, workersTogether } from '@ssbtek/shell-worker';
import { code, page, table } from './markdown.ts';
import type { RenderedFile } from '../file.ts';

interface Group {
  readonly title: string;
  readonly settings: Settings;
}

/** Who reads what. */
const GROUPS: readonly Group[] = [
  { title: 'Every process', settings: PROCESS_SETTINGS },
  { title: 'Ingress', settings: ingressRole(CONTRACT_VERSIONS).settings },
  { title: 'Aggregator', settings: aggregatorRole().settings },
  { title: 'Portal', settings: portalRole(CONTRACT_VERSIONS, BASTJANSTER).settings },
  { title: 'Probe', settings: probeRole(CONTRACT_VERSIONS).settings },
  { title: 'Simulator', settings: simulatorRole(BASTJANSTER).settings },
  { title: 'Workers in one process', settings: agenciesOnly() },
  ...workers(),
];

/** What all workers have, once with `<KOD>` for the code; beside it what some of them have, or have otherwise. */
function workers(): readonly Group[] {
  const each = BASTJANSTER.map((bastjanst) => {
    const { kod, namn } = bastjanst.descriptor;
    return Object.values(workerRole(bastjanst).settings).map((setting) => ({
      setting,
      general: {
        ...setting,
        name: setting.name.replace(`_${kod.toUpperCase()}_`, '_<KOD>_'),
        description: setting.description.replaceAll(namn, 'the agency'),
      },
    }));
  });
  const same = (one: Setting<unknown>, other: Setting<unknown>) => row(one).join() === row(other).join();
  const isCommon = (one: Setting<unknown>) =>
    each.every((settings) => settings.some(({ general }) => same(one, general)));
  const pick = (settings: readonly Setting<unknown>[]): Settings =>
    Object.fromEntries(settings.map((setting) => [setting.name, setting]));
  const all = each.flat();
  return [
    {
      title: 'Worker of each agency',
      settings: pick(all.map(({ general }) => general).filter(isCommon)),
    },
    {
      title: 'Workers: what differs',
      settings: pick(all.flatMap(({ setting, general }) => (isCommon(general) ? [] : [setting]))),
    },
  ];
}

/** What the process `workers` reads beside the settings of each of its workers. */
function agenciesOnly(): Settings {
  const [together] = workersTogether(BASTJANSTER, {});
  const { agencies } = together?.settings ?? {};
  return agencies ? { agencies } : {};
}

const SHARED = 'Shared by several kinds of process';

/** Each variable once, under its one reader or under {@link SHARED}. */
function sections(): ReadonlyMap<string, readonly Setting<unknown>[]> {
  const home = new Map<string, { readonly title: string; readonly setting: Setting<unknown> }>();
  for (const { title, settings } of GROUPS)
    for (const setting of Object.values(settings)) {
      const first = home.get(setting.name)?.title;
      const shared = first !== undefined && first !== title && first !== GROUPS[0]?.title;
      home.set(setting.name, { title: shared ? SHARED : (first ?? title), setting });
    }
  const titles = [GROUPS[0]?.title ?? '', SHARED, ...GROUPS.slice(1).map(({ title }) => title)];
  const under = (title: string) => [...home.values()].filter((one) => one.title === title);
  return new Map(titles.map((title) => [title, under(title).map(({ setting }) => setting)]));
}

/** One line of a table. */
function row({ name, defaultText, rule, description, secret }: Setting<unknown>): readonly string[] {
  return [
    code(name),
    /^\(|\s/.test(defaultText) ? defaultText : code(defaultText),
    `${rule ?? ''}${secret ? '; secret' : ''}`,
    description,
  ];
}

/** All settings of all processes. */
export const config = (): RenderedFile =>
  page(
    'docs/configure.md',
    'Configuration',
    `Environment variables. \`<KOD>\` is an agency's code: ${BASTJANSTER.map(({ descriptor }) => descriptor.kod.toUpperCase()).join(', ')}. They are read at start; every mistake is listed at once, and the process then ends with exit code 78. \`--verify-config\` only checks, \`--print-config\` shows what is in force with secrets masked.`,
    ...[...sections()].flatMap(([title, settings]) => {
      const rows = table(['variable', 'default', 'value', 'meaning'], settings.map(row));
      return rows === '' ? [] : [`## ${title}\n\n${rows}`];
    }),
  );
