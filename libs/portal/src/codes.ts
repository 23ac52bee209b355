import type { AgencyKod, Descriptor, Texts } from '@ssbtek/bastjanst-kit';
import { FAULT, type FelkodText } from '@ssbtek/contract';
import { FAILURE_RULES, type FailureKind } from '@ssbtek/core';
import type { Language } from './language';

/** When the question as a whole fails, and what to do, by the name its code has in the contract (architecture 8). */
export const FAULTS: Readonly<Record<keyof typeof FAULT, { readonly when: Texts; readonly advice: Texts }>> =
  {
    timeout: {
      when: {
        sv: 'Inget samlat svar fanns före ingressens tidsgräns.',
        en: "No composite answer was there before the ingress's deadline.",
      },
      advice: { sv: 'Fråga igen senare.', en: 'Ask again later.' },
    },
    invalid: {
      when: {
        sv: 'Frågan är felaktigt uppbyggd, ogiltig eller av en annan version, eller så får den som frågar inte ställa den.',
        en: 'The question is malformed, invalid, of another version, or its caller is not allowed to ask it.',
      },
      advice: {
        sv: 'Läs det andra felmeddelandet: det säger vilket element som är fel. Rätta frågan; att fråga igen hjälper inte.',
        en: 'Read the second felmeddelande: it names the element that is wrong. Correct the question; asking again does not help.',
      },
    },
    internal: {
      when: {
        sv: 'Meddelandebussen går inte att nå, det är för mycket att göra, eller något oväntat hände.',
        en: 'The message bus cannot be reached, there is too much to do, or something unexpected happened.',
      },
      advice: {
        sv: 'Fråga igen senare. Vid HTTP 503: vänta så länge som Retry-After säger och fråga igen en gång.',
        en: 'Ask again later. With HTTP 503: wait as long as Retry-After says and ask again, once.',
      },
    },
  };

/** What happened, in Swedish; the English is the rule's own. */
const HAPPENED: Readonly<Record<FailureKind, string>> = {
  timeout: 'Bastjänsten svarade inte inom sin tid.',
  busy: 'Tiden gick åt för att vi själva var sena: bastjänsten fick frågan för sent, eller inte alls.',
  'breaker-open': 'Bastjänsten har nyss felat för ofta och tillfrågas inte förrän ett försök lyckas.',
  maintenance: 'Bastjänsten är tagen ur drift för underhåll och tillfrågas inte.',
  connection: 'Bastjänsten gick inte att nå: nekad eller bruten anslutning, okänt namn eller fel i TLS.',
  'http-status':
    'Bastjänsten svarade med en HTTP-status som dess kontrakt inte ger någon mening, omdirigeringar inräknade.',
  malformed: 'Svaret var för stort, avklippt eller inte det dokument som kontraktet utlovar.',
  mapping: 'Frågan gick inte att sätta i den form som bastjänsten vill ha.',
  overload: 'Det fanns inte plats i minnet för svaret bredvid andra frågors svar.',
  undeliverable:
    'Bastjänsten tillfrågades en gång, men svaret gick inte att bära vidare: större än ett meddelande får vara, eller inte mottaget av bussen.',
  'agency-fault': 'Bastjänsten svarade med ett eget fel; kod och text är bastjänstens egna.',
};

/** What to do about an agency that gave no usable answer (architecture 8). */
const ASK_ALONE: Texts = {
  sv: 'De andra bastjänsternas svar är bra; fråga den här bastjänsten ensam igen senare. Felet betyder aldrig att inget är registrerat.',
  en: "The other agencies' answers are good; ask again for this agency alone, later. The error never means that nothing is registered.",
};

/** A code as the page of codes shows it. */
export interface CodeEntry {
  readonly kod: string;
  /** The text that travels with it, as in the contract. */
  readonly text: string;
  /** The language of the text. */
  readonly in: Language;
  /** Who it comes from. */
  readonly from:
    | { readonly whole: true }
    | { readonly mesh: true }
    | { readonly agency: Descriptor; readonly protokoll?: string };
  readonly becomes: 'fault' | AgencyKod['becomes'];
  /** What happened: one text or several; none where the text says it. */
  readonly meanings: readonly Texts[];
  readonly advice: Texts;
}

const faults = (): readonly CodeEntry[] =>
  (Object.keys(FAULT) as (keyof typeof FAULT)[]).map((name) => ({
    kod: FAULT[name].felkod,
    text: FAULT[name].felmeddelande,
    in: 'sv',
    from: { whole: true },
    becomes: 'fault',
    meanings: [FAULTS[name].when],
    advice: FAULTS[name].advice,
  }));

/** The codes of the mesh itself inside one agency's part, each with all that may lie behind it. */
function failures(): readonly CodeEntry[] {
  const behind = new Map<FelkodText, Texts[]>();
  for (const [kind, { code, meaning }] of Object.entries(FAILURE_RULES))
    if (code !== 'agency') {
      const en = meaning.replace(/ \(`[^`]*`\)/g, '');
      behind.set(code, [...(behind.get(code) ?? []), { sv: HAPPENED[kind as FailureKind], en }]);
    }
  return [...behind].map(([{ felkod, felmeddelande }, meanings]) => ({
    kod: felkod,
    text: felmeddelande,
    in: 'sv',
    from: { mesh: true },
    becomes: 'error',
    meanings,
    advice: ASK_ALONE,
  }));
}

/** An agency's own codes. */
export const codesOf = (agency: Descriptor): readonly CodeEntry[] =>
  agency.koder.map(({ kod, text, english, becomes, advice, protokoll }) => ({
    kod,
    text,
    in: english ? 'en' : 'sv',
    from: { agency, ...(protokoll !== undefined && { protokoll }) },
    becomes,
    meanings: [],
    advice,
  }));

/** Every code a caller can meet. */
export const allCodes = (agencies: readonly Descriptor[]): readonly CodeEntry[] => [
  ...faults(),
  ...failures(),
  ...agencies.flatMap(codesOf),
];

/** Who an entry comes from, as text to be searched. */
const fromText = ({ from }: CodeEntry): string =>
  'agency' in from ? `${from.agency.element} ${from.agency.namn} bt` : 'ssbtek ssbt';

/** The entries that hold every word that is searched for; those with the code itself come first. */
export function search(
  entries: readonly CodeEntry[],
  query: string,
  language: Language,
): readonly CodeEntry[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = ({ kod }: CodeEntry): boolean => wanted.includes(kod.toLowerCase());
  const found = entries.filter((entry) => {
    const { kod, text, meanings, advice } = entry;
    const told = [kod, text, fromText(entry), advice[language], ...meanings.map((one) => one[language])];
    const all = told.join(' ').toLowerCase();
    return wanted.every((one) => all.includes(one));
  });
  return [...found.filter(isWanted), ...found.filter((entry) => !isWanted(entry))];
}
