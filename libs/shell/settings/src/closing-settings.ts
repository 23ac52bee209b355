import { text, type Setting } from '@ssbtek/config';
import type { ContractVersion } from '@ssbtek/contract-version';

type ClosesKey = `versionCloses.${string}`;
type Named = Pick<ContractVersion, 'name'>;

/** One closing date per contract version: unset for those that stay open. */
export type ClosingSettings = { readonly [K in ClosesKey]: Setting<string | undefined> };

/** What {@link ClosingSettings} hold: `YYYY-MM-DD`. */
export type ClosingValues = { readonly [K in ClosesKey]: string | undefined };

const keyOf = ({ name }: Named): ClosesKey => `versionCloses.${name}`;
const variableOf = ({ name }: Named): string => `SSBTEK_VERSION_${name.toUpperCase()}_CLOSES`;

/** Declares the settings for these versions. */
export function closingSettings(versions: readonly Named[]): ClosingSettings {
  const settings = versions.map((version) => [
    keyOf(version),
    text(variableOf(version), {
      pattern: /[0-9]{4}-[0-9]{2}-[0-9]{2}/,
      rule: 'a day, YYYY-MM-DD',
      description: `First day, Swedish time, on which contract version ${version.name} is closed; unset while it stays open.`,
    }),
  ]);
  return Object.fromEntries(settings) as ClosingSettings;
}

/** The closing date of each version that has one, by its name. */
export const closingDates = (
  versions: readonly Named[],
  values: ClosingValues,
): ReadonlyMap<string, string> =>
  new Map(
    versions.flatMap((version) => {
      const closes = values[keyOf(version)];
      return closes === undefined ? [] : [[version.name, closes] as const];
    }),
  );

/** Days that no calendar has: one sentence each. */
export const closingMistakes = (versions: readonly Named[], values: ClosingValues): readonly string[] =>
  versions
    .filter((version) => !isDay(values[keyOf(version)]))
    .map((version) => `${variableOf(version)} must be a day that exists, YYYY-MM-DD.`);

/** True for a day of the calendar; and for none, which needs no day. */
function isDay(day: string | undefined): boolean {
  if (day === undefined) return true;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
