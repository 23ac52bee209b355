/** Nothing but what comes from here, no script unless it is said, and nobody's frame. */
const policyWith = (...more: readonly string[]): string =>
  [
    "default-src 'none'",
    ...more,
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Of the page that follows what happens: our own script, which asks us and nobody else. */
export const SCRIPT_POLICY = {
  'content-security-policy': policyWith("script-src 'self'", "connect-src 'self'"),
};

/** What every answer of the portal says to the browser. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': policyWith(),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
