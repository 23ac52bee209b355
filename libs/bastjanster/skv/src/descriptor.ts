import type { AgencyKod, Descriptor, Texts } from '@ssbtek/bastjanst-kit';
import { BESKATTNING } from './beskattning/names';
import { SOAP } from './soap/names';

const SUPPORT = {
  sv: 'Kontakta Skatteverkets tekniska support.',
  en: "Contact Skatteverket's technical support.",
};
const AGAIN = {
  sv: 'Fråga igen senare; kontakta Skatteverkets tekniska support om felet består.',
  en: "Ask again later; if it stays: Contact Skatteverket's technical support.",
};
const PERMISSION = {
  sv: 'Kontakta Försäkringskassan: SSBTEK saknar behörighet hos Skatteverket.',
  en: 'Contact Försäkringskassan: SSBTEK lacks permission at Skatteverket.',
};
const CERTIFICATE = {
  sv: 'Kontakta Försäkringskassan: SSBTEK:s certifikat eller adress mot Skatteverket är fel.',
  en: "Contact Försäkringskassan: SSBTEK's certificate or address towards Skatteverket is at fault.",
};
const TEKNISKT = 'Tekniskt fel. Försök igen senare. Om felet uppstår igen, kontakta teknisk support.';
const BEHORIGHET = 'Behörighet saknas för att använda informationstjänsten. Kontakta teknisk support.';

const error = (kod: number, text: string, advice: Texts, protokoll = SOAP): AgencyKod => ({
  kod: String(kod),
  text,
  becomes: 'error',
  advice,
  protokoll,
});

/** Codes and texts of sources.md 2.4 (seed 7.3.3). The last three are HTTP statuses (sources.md 5 #14). */
const SOAP_KODER: readonly AgencyKod[] = [
  error(9071000, TEKNISKT, AGAIN),
  error(9071001, TEKNISKT, AGAIN),
  error(
    9071002,
    'Tekniskt fel. Inskickad förfrågan tog för lång tid. Försök igen senare. Om felet uppstår igen, kontakta teknisk support.',
    AGAIN,
  ),
  error(
    9071003,
    'Tekniskt fel. För många samtidiga förfrågningar. Försök igen senare. Om felet uppstår igen, kontakta teknisk support.',
    {
      sv: 'Fråga igen senare, med färre frågor åt gången.',
      en: 'Ask again later, with fewer questions at a time.',
    },
  ),
  error(9071004, BEHORIGHET, PERMISSION),
  error(9071005, BEHORIGHET, PERMISSION),
  error(
    9071006,
    'Organisationsnummer i förfrågan är inte detsamma som organisationsnummer i certifikatet. Kontakta teknisk support.',
    CERTIFICATE,
  ),
  error(
    9071007,
    'Tekniskt fel vid validering av förfrågan. Försök igen med åtgärdad förfrågan. Om felet uppstår igen, kontakta teknisk support.',
    { sv: 'Rätta frågan och fråga igen.', en: 'Correct the question and ask again.' },
  ),
  error(
    9071008,
    'Tekniskt fel vid validering av svar. Om felet uppstår igen, kontakta teknisk support.',
    SUPPORT,
  ),
  error(9071009, 'Tekniskt fel. Försök igen senare. Om felet uppstår igen, kontakta teknisk support', AGAIN),
  error(9071010, 'Ny version av tjänsten måste användas. Kontakta teknisk support.', {
    sv: 'Kontakta Försäkringskassan: SSBTEK frågar i en version som Skatteverket har stängt.',
    en: 'Contact Försäkringskassan: SSBTEK asks in a version Skatteverket has closed.',
  }),
  error(
    500,
    'Tekniskt fel. Förfrågan kan inte tas emot. Informationstjänsten är inte tillgänglig. Förfrågan måste göras på nytt. Om felet uppstår igen under servicetiden 8-17 kontakta teknisk support.',
    AGAIN,
  ),
  error(
    404,
    'Felaktig URL har angivits till informationstjänsten. Förfrågan måste göras på nytt. Kontakta teknisk support under servicetiden 8-17.',
    CERTIFICATE,
  ),
  error(
    403,
    'Certifikat fel. Inskickad förfrågan kan inte tas emot pga av certifikat saknas eller är felaktigt. Förfrågan måste göras på nytt. Kontakta teknisk support under servicetiden 8-17.',
    CERTIFICATE,
  ),
];

/**
 * HTTP statuses of a part. The 404 is from a real answer (sources.md 1.4), the others are the statuses that the
 * SOAP service is documented with.
 */
const DEL_KODER: readonly AgencyKod[] = [
  error(
    404,
    'Not found',
    {
      sv: 'Skatteverket har inget i den här delen om personen och åren.',
      en: 'Skatteverket has nothing in this part about the person and the years.',
    },
    BESKATTNING,
  ),
  error(403, 'Forbidden', PERMISSION, BESKATTNING),
  error(500, 'Internal Server Error', AGAIN, BESKATTNING),
].map((one) => ({ ...one, english: true }));

/** What there is to know about SKV. */
export const descriptor: Descriptor = {
  kod: 'skv',
  namn: 'Skatteverket',
  element: 'SKV',
  settings: [],
  guide: {
    asked: {
      sv: 'Om personens beskattning. Skickas: ingivaren (organisationsnummer, namn, handläggare), personidentitet och arendeidentitet; ingen period. I v11 anger frågan skatteår och vilka av fem delar som önskas, och varje del frågas för sig.',
      en: "About the person's taxation. Sent: the ingivare (organisationsnummer, namn, handlaggare), personidentitet and arendeidentitet; no period. In v11 the question names tax years and which of five parts are wanted, and each part is asked for by itself.",
    },
    limits: [
      { limit: { sv: 'Servicetid 8–17.', en: 'Service hours 8–17.' }, koder: ['500'] },
      {
        limit: { sv: 'Inte för många frågor samtidigt.', en: 'Not too many questions at the same time.' },
        koder: ['9071003'],
      },
    ],
    answer: [
      {
        sv: 'v1, v10: svar, utan namnrymd: en text som själv är ett XML-dokument, med teckenreferenser eller som CDATA.',
        en: 'v1, v10: svar, in no namespace: text that is itself an XML document, escaped or as CDATA.',
      },
      {
        sv: 'v11: varje del som frågades efter har data, som är JSON direkt i base64, eller error. Gick hela Skatteverket fel har varje del felet, och sist elementet självt.',
        en: 'v11: each part that was asked for has data, directly base64 of JSON, or error. If Skatteverket failed as a whole, each part has the error, and so has the element itself, last.',
      },
    ],
  },
  koder: [...SOAP_KODER, ...DEL_KODER],
};
