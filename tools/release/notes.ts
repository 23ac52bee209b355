/** A version as releases have it. */
const RELEASED = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** What the changelog says of a version, without its heading; `undefined` where it has none. */
export function notesOf(changelog: string, heading: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => section.split('\n')[0]?.split(' ')[0] === heading);
  return own?.slice(own.indexOf('\n') + 1).trim();
}

/** What says of itself which version it is. */
export interface Told {
  readonly package: string;
  readonly chart: string;
  readonly appVersion: string;
  readonly image: string;
}

/** Why this cannot be released, a sentence each. */
export function releaseMistakes(told: Told, changelog: string): readonly string[] {
  const { package: version } = told;
  const others = (['chart', 'appVersion', 'image'] as const).filter((what) => told[what] !== version);
  return [
    ...(RELEASED.test(version) ? [] : [`package.json: ${version} is no version.`]),
    ...others.map((what) => `${what}: ${told[what]} is not ${version}, as package.json has it.`),
    ...(notesOf(changelog, version) === undefined
      ? [`CHANGELOG.md has no heading "## ${version}": the release takes "## Unreleased" for its own.`]
      : []),
  ];
}
