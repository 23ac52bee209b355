import type { Failure } from '@ssbtek/core';

/** Why an agency could not be reached or did not finish: all words that `reason` of `connection` can be here. */
export type ConnectionReason =
  'refused' | 'unreachable' | 'dns' | 'tls' | 'reset' | 'connect-timeout' | 'protocol' | 'closed' | 'other';

const BY_CODE: Readonly<Record<string, ConnectionReason>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_INFO: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_DESTROYED: 'closed',
  UND_ERR_CLOSED: 'closed',
};

/** OpenSSL's and Node's words for a handshake or a certificate that is not acceptable. */
const TLS =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CRL_|ERROR_IN_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_|HOSTNAME_MISMATCH$)/;

function codeOf(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  return error instanceof AggregateError && error.errors.length > 0 ? codeOf(error.errors[0]) : '';
}

/** The fixed word for an error of the client library; its text never leaves here. */
export function reasonOf(error: unknown): ConnectionReason {
  const code = codeOf(error);
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  if (known) return known;
  if (TLS.test(code)) return 'tls';
  // The library's parser errors have a name; their code is not always set.
  return error instanceof Error && error.name === 'HTTPParserError' ? 'protocol' : 'other';
}

/** The failure for an error of the client library. */
export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return { kind: 'malformed', reason: 'headers-too-large' };
  if (code === 'UND_ERR_INVALID_ARG') return { kind: 'mapping', reason: 'invalid-request' };
  return { kind: 'connection', reason: reasonOf(error) };
}

/** Reasons that may be gone the next moment and that cost no time to find out. */
const WORTH_A_RETRY: readonly ConnectionReason[] = ['refused', 'unreachable', 'reset'];

/** True when trying again at once makes sense, provided that nothing had been sent. */
export const worthARetry = (failure: Failure): boolean =>
  failure.kind === 'connection' && WORTH_A_RETRY.some((reason) => reason === failure.reason);
