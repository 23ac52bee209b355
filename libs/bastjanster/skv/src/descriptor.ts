import type { AgencyKod, Descriptor } from '@ssbtek/bastjanst-kit';
import { BESKATTNING } from './beskattning/names';
import { SOAP } from './soap/names';

const SUPPORT = "Contact Skatteverket's technical support.";
const AGAIN = `Ask again later; if it stays: ${SUPPORT}`;
const PERMISSION = 'Contact Försäkringskassan: SSBTEK lacks permission at Skatteverket.';
const CERTIFICATE =
  "Contact Försäkringskassan: SSBTEK's certificate or address towards Skatteverket is at fault.";
const TEKNISKT = 'Tekniskt fel. Försök igen senare. Om felet uppstår igen, kontakta teknisk support.';
const BEHORIGHET = 'Behörighet saknas för att använda informationstjänsten. Kontakta teknisk support.';

const error = (kod: number, text: string, advice: string, protokoll = SOAP): AgencyKod => ({
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
    'Ask again later, with fewer questions at a time.',
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
    'Correct the question and ask again.',
  ),
  error(
    9071008,
    'Tekniskt fel vid validering av svar. Om felet uppstår igen, kontakta teknisk support.',
    SUPPORT,
  ),
  error(9071009, 'Tekniskt fel. Försök igen senare. Om felet uppstår igen, kontakta teknisk support', AGAIN),
  error(
    9071010,
    'Ny version av tjänsten måste användas. Kontakta teknisk support.',
    'Contact Försäkringskassan: SSBTEK asks in a version Skatteverket has closed.',
  ),
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
    'Skatteverket has nothing in this part about the person and the years.',
    BESKATTNING,
  ),
  error(403, 'Forbidden', PERMISSION, BESKATTNING),
  error(500, 'Internal Server Error', AGAIN, BESKATTNING),
];

/** What there is to know about SKV. */
export const descriptor: Descriptor = {
  kod: 'skv',
  namn: 'Skatteverket',
  element: 'SKV',
  settings: [],
  koder: [...SOAP_KODER, ...DEL_KODER],
};
