import { PERSONAS } from '@ssbtek/bastjanst-kit';

/** What must not be found, as it is and in the forms it could be disguised as. */
function disguises(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    secret,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    [...secret].reverse().join(''),
  ];
}

const isDigits = (text: string): boolean => /^\d+$/.test(text);

/** Identity numbers with and without the century and with a dash, names, case and handler. */
function secrets(): readonly string[] {
  const numbers = PERSONAS.flatMap(({ personidentitet: p }) => [
    p,
    p.slice(2),
    `${p.slice(0, 8)}-${p.slice(8)}`,
    `${p.slice(2, 8)}-${p.slice(8)}`,
  ]);
  const names = PERSONAS.flatMap(({ efternamn }) => [efternamn]);
  return [...numbers, ...names, 'HL123456', 'AID12341234', 'KORR-HEMLIG', 'Kommun Å'];
}

const FORMS: ReadonlyMap<string, readonly string[]> = new Map(
  secrets().map((secret) => [secret, disguises(secret).filter((d) => d.length > 5 || !isDigits(d))]),
);
const literal = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
/** All forms in one pass: the traffic of a whole test run is long, and there are hundreds of them. */
const ANY_FORM = new RegExp([...FORMS.values()].flat().map(literal).join('|'));

/** The personal things that a text holds, raw or disguised. */
export const secretsIn = (text: string): readonly string[] =>
  ANY_FORM.test(text)
    ? [...FORMS].filter(([, forms]) => forms.some((form) => text.includes(form))).map(([secret]) => secret)
    : [];
