/** 32 bits of a text; `salt` makes others of the same text. FNV-1a with a last mixing. */
function mixed(text: string, salt: number): number {
  let hash = (0x811c9dc5 ^ salt) >>> 0;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');

/** What stands in an agency's answer: proves to which question, about whom and from which agency it is. */
export function nonceOf(inquiryId: string, personidentitet: string, kod: string, del = ''): string {
  const text = `${inquiryId}/${personidentitet}/${kod}/${del}`;
  return `nonce-${kod}-${hex(mixed(text, 1))}${hex(mixed(text, 2))}`;
}

/** All nonces in a text. */
export const noncesIn = (text: string): readonly string[] => text.match(/nonce-[a-z]+-[0-9a-f]{16}/g) ?? [];
