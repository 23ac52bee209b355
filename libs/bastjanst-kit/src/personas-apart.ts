import { persona, type Persona } from './persona';

/** Those in whom an agency's protocols, or the parts of one, differ from each other. */
export const PERSONAS_APART: readonly Persona[] = [
  persona(
    'unreported',
    '197811012397',
    'Nils',
    'Nilsson-Fiktiv',
    {
      sv: 'SKV (v11) har inget i en del: individuppgifter är BT / 404 / "Not found", de andra delarna är data.',
      en: 'SKV (v11) has nothing in one part: individuppgifter is BT / 404 / Not found, the other parts are data.',
    },
    {
      koder: { 'skv/beskattning/individuppgifter': '404' },
    },
  ),
  persona(
    'one-part-slow',
    '198506012387',
    'Sakta',
    'Saktasson',
    {
      sv: 'En del av SKV (v11), beskattningsbilagor, behöver två sekunder, ändå inom sin tid.',
      en: 'One part of SKV (v11), beskattningsbilagor, needs two seconds, still within its time.',
    },
    {
      delayMs: { 'skv/beskattning/beskattningsbilagor': 2000 },
    },
  ),
  persona(
    'parts-apart',
    '198506232381',
    'Delad',
    'Deladsson',
    {
      sv: 'Delarna av SKV (v11) slutar på varsitt sätt: data, 404, 500, inget svar i tid, trasigt svar.',
      en: 'The parts of SKV (v11) each end in their own way: data, 404, 500, no answer in time, broken.',
    },
    {
      koder: { 'skv/beskattning/individuppgifter': '404', 'skv/beskattning/skattekonto': '500' },
      delayMs: { 'skv/beskattning/skatteuppgifter': Number.POSITIVE_INFINITY },
      faults: { 'skv/beskattning/beskattningsbilagor': 'half' },
    },
  ),
  persona(
    'pension-away',
    '199912012391',
    'Pia',
    'Piasson',
    {
      sv: 'FK (v10, v11) svarar för sig själv; Pensionsmyndigheten är OTILLGANGLIG, vilket är data.',
      en: 'FK (v10, v11) answers for itself; Pensionsmyndigheten is OTILLGANGLIG, which is data.',
    },
    {
      koder: { 'fk/lefi-rest': 'OTILLGANGLIG' },
    },
  ),
  persona(
    'not-entitled',
    '200203012398',
    'Stina',
    'Stinasson',
    {
      sv: 'FK (v10, v11) utelämnar en förmån som den som frågar inte är behörig till: OBEHORIG, vilket är data.',
      en: 'FK (v10, v11) leaves out a benefit that the asking party is not entitled to: OBEHORIG, which is data.',
    },
    {
      koder: { 'fk/lefi-rest': 'OBEHORIG' },
    },
  ),
  persona(
    'rest-broken',
    '198507099813',
    'Skräp',
    'Skräpsson',
    {
      sv: 'JSON-tjänsterna går sönder (v10, v11): FK svarar med HTML, SKV med en omdirigering; de andra är data (2001).',
      en: 'The JSON services break (v10, v11): FK answers with HTML, SKV with a redirect; the others are data (2001).',
    },
    {
      faults: { 'fk/lefi-rest': 'html', 'skv/beskattning': 'redirect' },
    },
  ),
];
