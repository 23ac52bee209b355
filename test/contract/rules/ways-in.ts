import { rulesOf, type Rule } from './rule.ts';

const SHS = rulesOf('3.1', [
  ['One MIME message, multipart/mixed', 'sources.md 3.1', /message\.spec.*MIME form/],
  ['HTTP content type message/rfc822', 'sources.md 3.1', /rules-3.*message\/rfc822/],
  [
    'Part 1 is the label, text/xml in ISO-8859-1 with DOCTYPE',
    'sources.md 3.1',
    /label\.spec.*ISO-8859-1 with DOCTYPE/,
  ],
  ['At least two parts; as many data parts as content/data', 'sources.md 3.1', /rules-3.*as many parts/],
  ['Data parts are binary, base64 or 7bit', 'sources.md 3.1', /shs-door\.spec.*› base64/],
  ['The DTD is never loaded from outside', 'sources.md 3.1', /shs-door\.spec.*never fetches/],
  ['transfer-type is asynch when left out', 'sources.md 3.1', /rules-3.*asynch when/],
  ['status is production when left out', 'sources.md 3.1', /rules-3.*production when/],
  [
    'Attributes and children of the label in the order of the DTD',
    'sources.md 3.1',
    /label\.spec.*order of the DTD/,
  ],
  ['from or originator names the sender', 'sources.md 3.1', /shs-label\.spec.*originator alone/],
  [
    'Addresses are urn:X-shs: and ten digits, perhaps an internal id',
    'sources.md 3.1',
    /shs-label\.spec.*internal address/,
  ],
  ['Products are urn:X-shs: and a UUID', 'sources.md 3.1', /shs-label\.spec.*product of errors/],
  [
    'Reply: sequence-type reply, corr.id kept, parties swapped',
    'sources.md 3.1',
    /reply\.spec.*swaps the parties/,
  ],
  ['Error in a header: HTTP 400 with X-shs-errorcode', 'sources.md 3.1', /shs-door\.spec.*HTTP 400/],
  ['Error as an administrative message', 'sources.md 3.1', /shs-door\.spec.*SHS problems with their code/],
  ['The error codes of SHS', 'sources.md 3.1', /rules-3.*error codes/],
  ['No agreement: MissingAgreement', 'sources.md 3.1', /shs-door\.spec.*not connected/],
]);

const FRONT = rulesOf('3.2', [
  [
    'Accepted: synch, request, to SSBTEK, a known product, one data part',
    'sources.md 3.2',
    /shs-label\.spec.*as samples have it/,
  ],
  ['Asynchronous transfer is refused', 'sources.md 3.2', /shs-label\.spec.*an asynchronous message/],
  ['Another receiver is refused', 'sources.md 3.2', /shs-label\.spec.*somebody else’s message/],
  ['An unknown product is refused', 'sources.md 3.2', /shs-label\.spec.*another product/],
  ['Two data parts are refused', 'sources.md 3.2', /shs-label\.spec.*two data parts/],
  [
    'One product per version, from configuration',
    'sources.md 3.2',
    /shs-door\.spec.*answers %s as SOAP does/,
  ],
  [
    'A bare element is answered with a bare element',
    'sources.md 3.2',
    /shs-door\.spec.*bare element in/,
    'guess',
  ],
  [
    'An envelope is answered with an envelope',
    'sources.md 3.2',
    /shs-door\.spec.*envelope when asked/,
    'guess',
  ],
  [
    'SSBTEK’s own fault is a bare fault in a normal reply',
    'sources.md 3.2',
    /shs-door\.spec.*own faults/,
    'guess',
  ],
  ['SHS errors are for SHS problems only', 'sources.md 3.2', /shs-door\.spec.*reports SHS problems/, 'guess'],
  [
    'The sender is the label’s from, checked like an ombud’s customer',
    'sources.md 3.2, 3.3',
    /shs-door\.spec.*register of parties.*not the ingivare/,
  ],
]);

const WHO = rulesOf('3.3', [
  [
    'The customer is in iip:iipax/iip:From/iip:Address, ten digits',
    'sources.md 3.3, seed 8.4',
    /envelope\.ts .*header of an ombud/,
  ],
  [
    'The header counts in its own namespace only',
    'sources.md 3.3, seed 8.4',
    /envelope\.ts .*another namespace/,
  ],
  [
    'The organisation is the subject’s serialNumber, 16 and ten digits',
    'sources.md 3.3, seed 8.4',
    /organisation\.spec.*RDN of its own/,
  ],
  ['It may sit in a multi-valued RDN', 'sources.md 3.3, seed 8.4', /organisation\.spec.*multi-valued/],
  ['Exactly ten digits after 16', 'sources.md 3.3, 5 #17', /organisation\.spec.*eleven digits/],
  [
    'The name is parsed, not split: no look-alike in another attribute',
    'sources.md 3.3',
    /organisation\.spec.*looks like attributes/,
  ],
  [
    'The sender is the header’s customer, else the certificate’s organisation',
    'sources.md 3.3',
    /admit\.spec.*ombud for its customer/,
    'guess',
  ],
  [
    'The sender must be the ingivare, last ten digits',
    'sources.md 3.3',
    /admit\.spec.*another ingivare/,
    'guess',
  ],
  [
    'An ombud must be in the register for that customer',
    'sources.md 3.3',
    /admit\.spec.*somebody else's customer/,
    'guess',
  ],
  ['A refusal is fault 1001', 'sources.md 3.3', /examples\.spec.*refusal is fault 1001/, 'guess'],
  [
    'The check digit of organisation numbers is not demanded',
    'sources.md 3.3',
    /values\.ts .*check digit is not looked at|organisation\.spec.*check digit wrong/,
  ],
]);

/** SHS, ombud and certificates (sources.md 3). */
export const WAYS_IN: readonly Rule[] = [...SHS, ...FRONT, ...WHO];
