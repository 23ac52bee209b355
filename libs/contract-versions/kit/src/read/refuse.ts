import { SoapVersionMismatch } from '@ssbtek/soap';
import {
  QUESTION_LIMITS,
  XmlRefused,
  type GateLimits,
  type PlainRule,
  type RefusalReason,
  type XmlRule,
} from '@ssbtek/xml';
import { QuestionRefused } from '../version';
import type { AskedOperation } from './operation';
import { RULE_TEXTS } from './rule-texts';

const hintsFor = (limits: GateLimits): Readonly<Record<Exclude<RefusalReason, 'schema'>, string>> => ({
  empty: 'meddelandet är tomt',
  'too-large': `meddelandet är större än ${limits.maxBytes / 1024} KiB`,
  encoding: 'meddelandet har inte den teckenkodning som det uppger',
  'not-well-formed': 'meddelandet är inte välformad XML',
  doctype: 'meddelandet har en DOCTYPE, vilket SOAP inte tillåter',
  'processing-instruction': 'meddelandet har en processinstruktion, vilket SOAP inte tillåter',
  'too-deep': `element är nästlade djupare än ${limits.maxDepth}`,
  'too-many-attributes': `ett element har fler än ${limits.maxAttributes} attribut`,
  'too-many-namespaces': `meddelandet har fler än ${limits.maxNamespaceDeclarations} namnrymdsdeklarationer`,
});

const RULE = /^(.+?)( \(\w+\))?$/;

/** The text of a rule; a facet of XML Schema keeps its name. */
function ruleText(rule: XmlRule): string {
  const [, plain, facet = ''] = RULE.exec(rule) ?? [];
  return RULE_TEXTS[plain as PlainRule] + facet;
}

/**
 * A hint from what the gate, the envelope or the schema objected to. It holds names that the schema declares and
 * fixed words, as {@link XmlRefused} promises: never a value or a name from the question. Swedish, as the fault is
 * that it stands in.
 * @param limits that the document was held to
 */
export function hintOf({ reason, element, rule }: XmlRefused, limits: GateLimits = QUESTION_LIMITS): string {
  const text = rule && ruleText(rule);
  if (reason !== 'schema') {
    const hint = hintsFor(limits)[reason];
    return text === undefined ? hint : `${hint} (${text})`;
  }
  return `${element ?? 'ett element som schemat inte har'}: ${text ?? 'följer inte schemat'}`;
}

/** Runs a step, turning a refusal by XML rules into a refused question. Other errors are bugs and pass. */
export function refusing<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof SoapVersionMismatch)
      throw new QuestionRefused(hintOf(error), undefined, undefined, 'VersionMismatch');
    if (error instanceof XmlRefused) throw new QuestionRefused(hintOf(error));
    throw error;
  }
}

/** Runs a step whose refusals shall be answered in the operation's namespace with the operation's fault. */
export function refusingIn<T>({ typ, element }: AskedOperation, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof QuestionRefused)
      throw new QuestionRefused(error.hint, element.uri, typ, error.faultcode);
    throw error;
  }
}
