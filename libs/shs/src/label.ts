/** An SHS address `urn:X-shs:<10-digit organisation number>[.<internal id>]`, with the name it may carry (`name` on originator and end-recipient). */
export interface ShsAddress {
  readonly urn: string;
  readonly commonName?: string;
}

/** A word about the message, for whoever reads its label. */
export interface ShsMeta {
  readonly name: string;
  readonly value: string;
}

/** One data part as the label lists it. */
export interface ShsDataPart {
  readonly datapartType: string;
  readonly filename?: string;
  readonly noOfBytes?: string;
  readonly noOfRecords?: string;
}

export type ShsTransferType = 'asynch' | 'synch';
export type ShsSequenceType = 'event' | 'request' | 'reply' | 'adm';
export type ShsStatus = 'test' | 'production';

/**
 * The label of an SHS message (shs-label 1.2, sources.md 3.1). At least one of `from` and `originator` is there.
 * History and comments are not kept: they are for the nodes on the way.
 */
export interface ShsLabel {
  readonly version: string;
  readonly txId: string;
  readonly corrId: string;
  readonly agreement?: string;
  readonly transferType: ShsTransferType;
  readonly messageType: 'simple' | 'compound';
  readonly documentType: 'simple' | 'compound';
  readonly sequenceType: ShsSequenceType;
  readonly status: ShsStatus;
  readonly originator?: ShsAddress;
  readonly from?: ShsAddress;
  readonly to?: ShsAddress;
  readonly endRecipient?: ShsAddress;
  /** The product is an address of the same form, with the product's id in place of the organisation. */
  readonly product: ShsAddress;
  readonly meta: readonly ShsMeta[];
  readonly subject?: string;
  /** `yyyy-MM-ddTHH:mm:ss`, as sent. */
  readonly datetime: string;
  readonly contentId: string;
  readonly dataParts: readonly ShsDataPart[];
}

/** The version of the label this library writes. */
export const SHS_LABEL_VERSION = '1.2';
/** Product of an administrative message that reports an error. */
export const SHS_PRODUCT_ERROR = 'urn:X-shs:error';
/** Product of an administrative message that confirms an asynchronous one. */
export const SHS_PRODUCT_CONFIRM = 'urn:X-shs:confirm';
/** A full address, for settings: its pattern, and what that means as the end of a sentence. */
export const SHS_ADDRESS = {
  pattern: /^urn:X-shs:\d{10}(?:\.[\w.-]+)?$/,
  rule: 'urn:X-shs: and ten digits, and perhaps an internal id after a dot',
};
/** A full product id, for settings. */
export const SHS_PRODUCT = {
  pattern: /^urn:X-shs:[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}$/,
  rule: 'urn:X-shs: and a UUID',
};

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A point in time as SHS writes it: `yyyy-MM-ddTHH:mm:ss`, Swedish local time, no zone (sources.md 3.1). */
export function shsDatetime(when: Date): string {
  return CLOCK.format(when).replace(' ', 'T');
}
