import { LEFI_GRUPPER } from '@ssbtek/contract-version';

/** What of LEFI can be asked for here, as values of a form: `group/code`. */
export const LEFI_CHOICES: readonly string[] = Object.entries(LEFI_GRUPPER).flatMap(([group, codes]) =>
  codes.map((code) => `${group}/${code}`),
);

/** LEFI's own question in JSON, as FK is asked from the version on that has it. */
export function lefiQuestion(
  personnummer: string,
  period: { readonly from: string; readonly tom: string },
  chosen: readonly string[],
): string {
  const groups = Object.entries(LEFI_GRUPPER).map(
    ([group, codes]) => [group, codes.filter((code) => chosen.includes(`${group}/${code}`))] as const,
  );
  const asked = Object.fromEntries(groups.filter(([, codes]) => codes.length > 0));
  return JSON.stringify({ personnummer, period, ...asked });
}
