import { jsonRequest, type AgencyRequest } from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry } from '@ssbtek/core';
import { FRAGA_TEMPLATE, fragaPath } from './paths';

/**
 * The question as the caller wrote it (sources.md 2.3): version and aktorsid name the path, the decoded bytes are
 * the body. Nothing of the general part is sent; whose period, groups and person they are is the caller's question.
 */
export function toRequest({ fraga: { specifikt } }: AgencyInquiry): AgencyRequest {
  if (specifikt.typ !== 'lefi') throw new Error('the question has no LEFI question');
  return jsonRequest(
    fragaPath(specifikt.version, specifikt.aktorsid),
    FRAGA_TEMPLATE,
    decoded(specifikt.fraga),
  );
}

/** Bytes of a base64 text, white space between them let pass as in xs:base64Binary. Throws for anything else. */
function decoded(base64: string): Uint8Array {
  const text = base64.replace(/[\t\n\r ]/g, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/.test(text)) throw new Error('not base64');
  // A Buffer would do it in a word, but agencies are pure: what they use is the language's, not Node's.
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
