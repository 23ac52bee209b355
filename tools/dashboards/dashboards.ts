import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '../build/bundle.ts';

/** Where the dashboards stand: in the chart, which reads files of its own folder only. */
const FOLDER = 'deploy/helm/files/dashboards';

/** One curve, or one number, of a panel. */
export interface Target {
  readonly refId?: string;
  /** PromQL; `$agency`, `$namespace` and `$__rate_interval` stand for what the reader has chosen. */
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly datasource?: { readonly uid?: string };
}

/** A place in rows of 24 columns. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** One panel: a question and the queries that answer it. */
export interface Panel {
  readonly id?: number;
  readonly title?: string;
  readonly gridPos?: Place;
  readonly targets?: readonly Target[];
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly fieldConfig?: {
    readonly defaults?: {
      readonly unit?: string;
      readonly thresholds?: { readonly steps?: readonly Step[] };
    };
  };
}

/** From this value on a number has this colour; the first step begins nowhere. */
export interface Step {
  readonly value: number | null;
  readonly color: string;
}

/** A dashboard as Grafana imports it, as far as it is looked at here. */
export interface Dashboard {
  readonly uid?: string;
  readonly title?: string;
  readonly schemaVersion?: number;
  readonly panels?: readonly Panel[];
  readonly templating?: { readonly list?: ReadonlyArray<{ readonly name: string }> };
}

/** Every dashboard there is, by its file. */
export function dashboards(): ReadonlyMap<string, Dashboard> {
  const files = globSync(`${FOLDER}/*.json`, { cwd: WORKSPACE }).sort();
  return new Map(
    files.map((file) => [file, JSON.parse(readFileSync(join(WORKSPACE, file), 'utf8')) as Dashboard]),
  );
}

/** The queries of a panel. */
export const queriesOf = ({ targets = [] }: Panel): readonly string[] =>
  targets.flatMap(({ expr }) => (expr === undefined ? [] : [expr]));

const RUNBOOK = /^Runbook: (\w+)$/;

/** Alerts that look at the same thing as a panel, which links to their runbooks: name and address. */
export const alertsOf = ({ links = [] }: Panel): ReadonlyArray<readonly [alert: string, url: string]> =>
  links.flatMap(({ title, url }) => {
    const alert = RUNBOOK.exec(title)?.[1];
    return alert === undefined ? [] : [[alert, url] as const];
  });
