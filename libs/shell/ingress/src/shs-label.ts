import type { ContractVersion } from '@ssbtek/contract-version';
import { SHS_PRODUCT, type ShsLabel, type ShsProblem } from '@ssbtek/shs';

/** What a label is held against (sources.md 3.2). */
export interface ShsRules {
  /** Our own address; one with an internal id behind it is ours too. */
  readonly address: string;
  /** Contract versions by product id in lower case. */
  readonly products: ReadonlyMap<string, ContractVersion>;
  /**
   * Whether an organisation (ten digits) is connected, from the register of parties. Left out where no register is
   * enforced: then nobody is checked (architecture 11).
   */
  readonly mayAsk?: (organisation: string) => boolean;
}

/** What a label that keeps the rules asks. */
export interface Asked {
  readonly version: ContractVersion;
  /** The organisation that asks: ten digits. */
  readonly sender: string;
}

const ADDRESS = /^urn:x-shs:(\d{10})(?:\.[\w.-]+)?$/i;
const PRODUCT = new RegExp(SHS_PRODUCT.pattern.source, 'i');

const problem = (code: ShsProblem['code'], info: string): ShsProblem => ({ code, info });

/** Of a sender whom the register of parties does not know. */
export const NOT_CONNECTED = problem('MissingAgreement', 'The sender is not connected to SSBTEK');

/** Who asks for what, or the first rule that the label breaks. The texts are fixed: they hold nothing from the message. */
export function askedIn(label: ShsLabel, rules: ShsRules): Asked | ShsProblem {
  const broken = typeProblem(label) ?? receiverProblem(label, rules) ?? partProblem(label);
  if (broken) return broken;
  const product = label.product.urn;
  if (!PRODUCT.test(product))
    return problem('IllegalProductType', 'The product is not urn:X-shs: and a UUID');
  const version = rules.products.get(product.toLowerCase());
  if (!version)
    return problem(
      'UnknownProductType',
      'The product is not that of a contract version which is served here',
    );
  const sender = senderOf(label);
  if (sender === undefined)
    return problem('IllegalSender', 'The address of the sender is not urn:X-shs: and ten digits');
  return { version, sender };
}

/**
 * An asynchronous message has a legal structure, and no code of SHS says that a service has no such transfer:
 * OtherError.
 */
function typeProblem({ transferType, sequenceType }: ShsLabel): ShsProblem | undefined {
  if (transferType !== 'synch')
    return problem('OtherError', 'Only synchronous messages are answered: transfer-type must be synch');
  if (sequenceType !== 'request')
    return problem('IllegalMessageStructure', 'The message is no question: sequence-type must be request');
  return undefined;
}

function receiverProblem({ to }: ShsLabel, { address }: ShsRules): ShsProblem | undefined {
  if (!to) return problem('UnresolvedReceiver', 'The label has no to: it must be the address of SSBTEK');
  if (!ADDRESS.test(to.urn))
    return problem('IllegalReceiver', 'The address in to is not urn:X-shs: and ten digits');
  const [there, own] = [to.urn.toLowerCase(), address.toLowerCase()];
  if (there === own || there.startsWith(`${own}.`)) return undefined;
  return problem('UnknownReceiver', 'The address in to is not the address of SSBTEK');
}

function partProblem({ dataParts }: ShsLabel): ShsProblem | undefined {
  if (dataParts.length === 1) return undefined;
  return problem('IllegalMessageStructure', 'The message must have one data part, with the question');
}

/** `from`, or `originator` where there is no `from` (sources.md 3.2). */
function senderOf({ from, originator }: ShsLabel): string | undefined {
  return ADDRESS.exec((from ?? originator)?.urn ?? '')?.[1];
}
