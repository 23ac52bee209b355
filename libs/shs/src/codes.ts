/** What an SHS node can say is wrong with a message (sources.md 3.1), with the text sent when nothing better is known. */
export const SHS_ERROR_TEXTS = {
  UnresolvedReceiver: 'The receiver of the message could not be resolved',
  MissingAgreement: 'No valid agreement found for the message',
  MissingDeliveryAddress: 'No delivery address found for the message',
  MissingDeliveryExecution: 'The message could not be delivered',
  IllegalProductType: 'Illegal product type',
  UnknownProductType: 'Unknown product type',
  IllegalReceiver: 'Illegal receiver',
  UnknownReceiver: 'Unknown receiver',
  IllegalSender: 'Illegal sender',
  UnknownSender: 'Unknown sender',
  IllegalOriginator: 'Illegal originator',
  IllegalEndRecipient: 'Illegal end recipient',
  IllegalMessageStructure: 'Illegal message structure',
  IllegalDatapartContent: 'Illegal data part content',
  OtherError: 'Other error',
} as const;

/** An SHS error code. */
export type ShsErrorCode = keyof typeof SHS_ERROR_TEXTS;

/** All codes, in the order of sources.md 3.1. */
export const SHS_ERROR_CODES = Object.keys(SHS_ERROR_TEXTS) as readonly ShsErrorCode[];

/** True for a code of the list. Other nodes may send others; those are handed on as text. */
export function isShsErrorCode(code: string): code is ShsErrorCode {
  return Object.hasOwn(SHS_ERROR_TEXTS, code);
}

/** Why a message could not be read: a code to answer with, and words that hold nothing from the message. */
export interface ShsProblem {
  readonly code: ShsErrorCode;
  readonly info: string;
}

/** Carries a problem out of the readers; {@link ShsProblem} is what callers of the library see. */
export class ShsRefused extends Error {
  constructor(
    readonly code: ShsErrorCode,
    readonly info: string,
  ) {
    super(`SHS message refused: ${code}`);
    this.name = 'ShsRefused';
  }
}

/** Shorthand: a broken MIME or label structure. */
export const illegalStructure = (info: string): ShsRefused => new ShsRefused('IllegalMessageStructure', info);
