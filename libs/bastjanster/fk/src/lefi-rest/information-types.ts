/** The kinds of information a LEFI question lists, each with codes of its own (sources.md 2.3). */
export const KLASSER = [
  'formansinformation',
  'ansprak',
  'beslut',
  'preliminaraUtbetalningar',
  'utbetalningar',
  'ovrigInformation',
] as const;
export type Klass = (typeof KLASSER)[number];

/** FK's 27 groups of benefits (sources.md 2.3). */
const FK_GRUPPER: readonly string[] =
  'ABB AP AS BOB BST BTI DPE EJO ET FP FSJP GP HE MABB MEK NP OMV PJOB PROG RBE SA SBP SJP TFP US VB YL'
    .split(' ')
    .map((kod) => `FK:${kod}`);
/** Pensionsmyndigheten's three. */
const PM_GRUPPER: readonly string[] = ['PM:AP', 'PM:BTI', 'PM:EF'];
const ALLA_GRUPPER: readonly string[] = [...FK_GRUPPER, ...PM_GRUPPER];

/** The codes each kind knows. */
export const KODER: Readonly<Record<Klass, readonly string[]>> = {
  formansinformation: FK_GRUPPER,
  ansprak: PM_GRUPPER,
  beslut: PM_GRUPPER,
  preliminaraUtbetalningar: ALLA_GRUPPER,
  utbetalningar: ALLA_GRUPPER,
  ovrigInformation: 'FK:GEPI FK:PANV FK:SGI FK:SKUP FK:STAV PM:LINT PM:PBH PM:PU'.split(' '),
};

const NAMN: Readonly<Record<string, string>> = {
  'FK:ABB': 'Barnbidrag',
  'FK:BOB': 'Bostadsbidrag',
  'FK:FP': 'Föräldrapenning',
  'FK:GEPI': 'Generell personinformation',
  'FK:SJP': 'Sjukpenning',
  'FK:US': 'Underhållsstöd',
  'FK:YL': 'Yrkesskadelivränta',
  'PM:AP': 'Allmän pension',
  'PM:EF': 'Efterlevandeförmåner',
  'PM:LINT': 'Levnadsintyg',
  'PM:PU': 'Pensionsunderlag',
};

/** A code with a name for people; where the name is not public, the code stands in. */
export const named = (kod: string): { readonly kod: string; readonly beskrivning: string } => ({
  kod,
  beskrivning: NAMN[kod] ?? kod,
});
