import type { JoinedService, JoinedWord } from '@ssbtek/core';
import type { InBoth } from '../language';

type Words = Readonly<Record<JoinedWord, string>>;
type Breakers = Readonly<Record<JoinedService['breaker'], string>>;

/** What the page of the status says. */
export interface StatusTexts {
  readonly title: string;
  readonly lead: string;
  readonly off: string;
  readonly at: string;
  readonly again: string;
  readonly follows: string;
  readonly now: string;
  readonly nowHeads: readonly string[];
  readonly services: string;
  readonly servicesLead: string;
  readonly serviceHeads: readonly string[];
  readonly noServices: string;
  readonly planned: string;
  readonly nothingPlanned: string;
  readonly version: string;
  readonly maintenance: string;
  readonly history: string;
  readonly historyHeads: readonly string[];
  readonly noHistory: string;
  readonly meaning: string;
  readonly machines: readonly [before: string, after: string];
  readonly never: string;
  readonly none: string;
  readonly percent: string;
  readonly words: Words;
  readonly means: Words;
  readonly breakers: Breakers;
}

export const STATUS_TEXTS: InBoth<StatusTexts> = {
  sv: {
    title: 'Driftstatus',
    lead: 'Så svarar bastjänsterna just nu, som SSBTEK märker det när de tillfrågas.',
    off: 'Portalen är inte ansluten till driftstatus här: det som står nedan säger ingenting om hur bastjänsterna mår.',
    at: 'Läget den',
    again: 'Läs om sidan',
    follows: 'Tiderna är svensk tid. Sidan följer med själv om webbläsaren kör skript.',
    now: 'Läget nu',
    nowHeads: ['Bastjänst', 'Läge', 'Sedan', 'Processer som frågar'],
    services: 'Senaste fem minuterna',
    servicesLead:
      'Andelen uteblivna svar är de anrop som inte besvarades i tid; fel är svar som inte gick att använda. En felkod från bastjänsten själv räknas som svar.',
    serviceHeads: ['Tjänst', 'Anrop släpps fram', 'Anrop', 'Uteblivna svar', 'Fel', 'Hälften svarar inom'],
    noServices: 'Ingen process har berättat om någon tjänst.',
    planned: 'Planerat och pågående underhåll',
    nothingPlanned: 'Inget är planerat.',
    version: 'Kontraktsversion',
    maintenance: 'under underhåll sedan',
    history: 'Senaste dygnet',
    historyHeads: ['När', 'Bastjänst', 'Nytt läge'],
    noHistory: 'Inget är känt om det senaste dygnet.',
    meaning: 'Så ska lägena läsas',
    machines: ['För maskiner finns samma uppgifter på', '.'],
    never: 'aldrig hörd',
    none: 'inga',
    percent: 'procent',
    words: {
      well: 'Fungerar',
      troubled: 'Störningar',
      down: 'Nere',
      maintenance: 'Underhåll',
      unknown: 'Okänt',
    },
    means: {
      well: 'Bastjänsten svarar.',
      troubled:
        'En del av frågorna blir utan svar: minst vart femte anrop går fel, eller så är en av tjänsterna avstängd.',
      down: 'Bastjänsten tillfrågas inte just nu: för många anrop har gått fel. Den prövas igen av sig själv. Svaret har fel 2001 för den.',
      maintenance: 'Driften har tagit bort bastjänsten för underhåll. Svaret har fel 2001 för den.',
      unknown:
        'Ingen process som frågar bastjänsten har hörts av på 45 sekunder. Det säger inget om bastjänsten själv.',
    },
    breakers: {
      closed: 'Ja',
      open: 'Nej',
      'half-open': 'Ett på prov',
      mixed: 'Delvis',
    },
  },
  en: {
    title: 'Status',
    lead: 'How the agencies answer at this moment, as SSBTEK notices when they are asked.',
    off: 'The portal does not hear about the status here: what stands below says nothing about the agencies.',
    at: 'As of',
    again: 'Read the page again',
    follows: 'Times are Swedish time. The page follows by itself where the browser runs scripts.',
    now: 'Now',
    nowHeads: ['Agency', 'State', 'Since', 'Processes that ask'],
    services: 'The last five minutes',
    servicesLead:
      "Unanswered are the calls without an answer in time; errors are answers of no use. An error code of the agency's own counts as an answer.",
    serviceHeads: ['Service', 'Calls let through', 'Calls', 'Unanswered', 'Errors', 'Half answer within'],
    noServices: 'No process has told of any service.',
    planned: 'Planned, and maintenance under way',
    nothingPlanned: 'Nothing is planned.',
    version: 'Contract version',
    maintenance: 'under maintenance since',
    history: 'The last 24 hours',
    historyHeads: ['When', 'Agency', 'New state'],
    noHistory: 'Nothing is known of the last 24 hours.',
    meaning: 'What the states mean',
    machines: ['Machines find the same at', '.'],
    never: 'never heard of',
    none: 'none',
    percent: 'percent',
    words: {
      well: 'Working',
      troubled: 'Troubled',
      down: 'Down',
      maintenance: 'Maintenance',
      unknown: 'Unknown',
    },
    means: {
      well: 'The agency answers.',
      troubled:
        'Some questions stay without an answer: at least a fifth of the calls fail, or one of the services is shut off.',
      down: 'The agency is not asked at this moment: too many calls have failed. It is tried again by itself. The answer has error 2001 for it.',
      maintenance: 'Operators have taken the agency out for maintenance. The answer has error 2001 for it.',
      unknown:
        'No process that asks the agency has been heard of for 45 seconds. That says nothing about the agency itself.',
    },
    breakers: {
      closed: 'Yes',
      open: 'No',
      'half-open': 'One, to try',
      mixed: 'Partly',
    },
  },
};
