/**
 * Why somebody may not ask, each with its text for the integrator. The texts name no person and no organisation.
 * The seed names no code for a refusal: it is fault 1001 (sources.md 3.3, architecture 8).
 */
export const REFUSALS = {
  'no-certificate':
    'Who may ask: there was no client certificate. Connect with the certificate of your organisation, or of your ombud.',
  'certificate-expired': 'Who may ask: the client certificate has expired. Connect with a valid one.',
  'certificate-not-yet-valid':
    'Who may ask: the client certificate is not valid yet. Connect with one that is, and check your clock.',
  'certificate-not-trusted':
    'Who may ask: the client certificate does not come from an authority that SSBTEK trusts, or lacks the certificates in between.',
  'certificate-revoked':
    'Who may ask: the client certificate has been revoked, or one between it and its authority. Connect with another one.',
  'certificate-status-not-known':
    'Who may ask: whether the client certificate has been revoked is not known at the moment. This is for those who run SSBTEK.',
  'certificate-not-readable':
    'Who may ask: the proxy did not hand on exactly one readable client certificate. This is for those who run the proxy.',
  'certificate-without-organisation':
    "Who may ask: the client certificate's subject must have one serialNumber (2.5.4.5) of 16 and ten digits, the organisation number.",
  'proxy-not-known':
    'Who may ask: the question did not come through the proxy that knows the callers, or the proxy did not prove itself.',
  'not-the-ingivare':
    "Who may ask: ingivare/organisationsnummer must be the sender's: the certificate's organisation, or the customer that an ombud names in iip:From/iip:Address.",
  'not-connected': 'Who may ask: the sender is not registered as connected to SSBTEK.',
  'not-an-ombud':
    "Who may ask: the certificate's organisation is not registered as ombud of the customer in iip:From/iip:Address.",
} as const;

export type Refusal = keyof typeof REFUSALS;
