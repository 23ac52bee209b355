import type { Kalla } from '@ssbtek/contract';
import type { AgencyQuestion, GeneralQuestion, Kod, Outcome, Specifikt } from '@ssbtek/core';
import type { XmlElement } from '@ssbtek/xml';
import type { QuestionTyp } from './operation';
import type { AnswerWriter } from './write/answer-writer';

/** All that distinguishes one contract version from another; {@link buildVersion} makes the version from it. */
export interface VersionSpec {
  /** Path segment below `/ssbtek/`: `v1`. */
  readonly name: string;
  /** Namespaces answered to with the schema document of each; the first is the default. */
  readonly namespaces: readonly VersionNamespace[];
  /** What the version can be asked (sources.md 1.2). */
  readonly operations: readonly QuestionTyp[];
  /** How the two origins of an `error` are spelled (sources.md 5 #2). */
  readonly kalla: Readonly<Record<Kalla, string>>;
  /** The agencies in the order of the contract. */
  readonly bastjanster: readonly BastjanstSpec[];
  /** WSDL text in which {@link ADDRESS_PLACEHOLDER} stands for the address. */
  readonly wsdl: string;
  /** Schema documents by the names that the WSDL and they themselves refer to. */
  readonly files: Readonly<Record<string, string>>;
}

export interface VersionNamespace {
  readonly uri: string;
  /** Key of {@link VersionSpec.files}. */
  readonly schema: string;
}

/** One agency as one contract version sees it. */
export interface BastjanstSpec {
  readonly kod: Kod;
  /** Element in question and answer: `AF`. */
  readonly element: string;
  /** The form of what {@link readSpecifikt} reads; left out where it is. */
  readonly specifikt?: Specifikt['typ'];
  /**
   * What the agency is asked beyond the general part, read from its element in a valid question that includes it.
   * Left out for agencies without parameters of their own.
   * @throws QuestionRefused for rules that the schema cannot say
   */
  readonly readSpecifikt?: (fraga: XmlElement, general: GeneralQuestion) => Specifikt;
  /** Writes the content of the agency's element in the answer to what it was asked. */
  readonly writeSvar: (writer: AnswerWriter, outcome: Outcome, fraga: AgencyQuestion) => void;
}
