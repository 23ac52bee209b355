/**
 * Why somebody may not ask, each with its text for the integrator. The texts name no person and no organisation.
 * The seed names no code for a refusal: it is fault 1001 (sources.md 3.3, architecture 8).
 */
export const REFUSALS = {
  'no-certificate':
    'Vem får fråga: det fanns inget klientcertifikat. Anslut med er organisations certifikat, eller med ert ombuds.',
  'certificate-expired': 'Vem får fråga: klientcertifikatet har gått ut. Anslut med ett giltigt.',
  'certificate-not-yet-valid':
    'Vem får fråga: klientcertifikatet gäller inte än. Anslut med ett som gäller, och kontrollera er klocka.',
  'certificate-not-trusted':
    'Vem får fråga: klientcertifikatet kommer inte från en utfärdare som SSBTEK litar på, eller saknar certifikaten däremellan.',
  'certificate-revoked':
    'Vem får fråga: klientcertifikatet har spärrats, eller ett mellan det och dess utfärdare. Anslut med ett annat.',
  'certificate-status-not-known':
    'Vem får fråga: om klientcertifikatet har spärrats går inte att veta just nu. Det är en fråga för dem som driver SSBTEK.',
  'certificate-not-readable':
    'Vem får fråga: proxyn skickade inte vidare exakt ett läsbart klientcertifikat. Det är en fråga för dem som driver proxyn.',
  'certificate-without-organisation':
    'Vem får fråga: klientcertifikatets subject måste ha ett serialNumber (2.5.4.5) med 16 och tio siffror, organisationsnumret.',
  'proxy-not-known':
    'Vem får fråga: frågan kom inte genom den proxy som känner anroparna, eller så visade proxyn inte vem den är.',
  'not-the-ingivare':
    'Vem får fråga: ingivare/organisationsnummer måste vara avsändarens: certifikatets organisation, eller den kund som ett ombud anger i iip:From/iip:Address.',
  'not-connected': 'Vem får fråga: avsändaren är inte registrerad som ansluten till SSBTEK.',
  'not-an-ombud':
    'Vem får fråga: certifikatets organisation är inte registrerad som ombud för kunden i iip:From/iip:Address.',
} as const;

export type Refusal = keyof typeof REFUSALS;
