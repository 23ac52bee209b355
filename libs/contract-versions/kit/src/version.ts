import type { Composite, GeneralQuestion, AgencyQuestion, Kod, Specifikt } from '@ssbtek/core';
import type { FelkodText, Kalla } from '@ssbtek/contract';
import type { XmlDocument, XmlElement } from '@ssbtek/xml';
import type { QuestionTyp } from './operation';

/** What every question has, whichever operation it asks for. */
interface Asked {
  /** The namespace the caller used, which the answer uses too. */
  readonly namespace: string;
  /** The ombud's customer from the iip header: ten digits (seed 8.4). */
  readonly iipAddress?: string;
}

/** A question read from one contract version: the version-free inquiry plus what its answer must echo. */
export interface Question extends Asked {
  readonly typ: 'fraga';
  readonly general: GeneralQuestion;
  /** The agencies whose `inkludera` is true. */
  readonly fragor: Readonly<Record<Kod, AgencyQuestion>>;
  /** The whole question as it stood, when the caller wants it back (`fraganSkallInkluderasISvaret`). */
  readonly fraga?: {
    readonly declarations: ReadonlyArray<readonly [string, string]>;
    readonly content: Uint8Array;
  };
}

/** A question about no person: which agencies have a test operation, and does it answer (sources.md 1.7)? */
export interface TestQuestion extends Asked {
  readonly typ: 'test';
}

/** SOAP 1.1's codes for what is wrong with an envelope. */
export type EnvelopeFaultcode = 'VersionMismatch' | 'MustUnderstand';

/** A question that is refused: always fault 1001. `hint` helps the integrator and holds no value from the question. */
export class QuestionRefused extends Error {
  constructor(
    readonly hint: string,
    /** Namespace to answer in, when the question got far enough to show one of the version's. */
    readonly namespace?: string,
    /** The operation, when the question got far enough to show it: its fault is the one to answer with. */
    readonly typ?: QuestionTyp,
    /** SOAP's own code where it has a better one than Client: what is wrong is the envelope, not the question in it. */
    readonly faultcode: EnvelopeFaultcode | undefined = undefined,
  ) {
    super(`question refused: ${hint}`);
    this.name = 'QuestionRefused';
  }
}

/** A SOAP fault of SSBTEK itself. */
export interface SsbtekFault {
  readonly fel: FelkodText;
  /** A second felmeddelande for the integrator; nothing personal. */
  readonly hint?: string;
  /** Instead of Client or Server. */
  readonly faultcode?: EnvelopeFaultcode | undefined;
}

/** One version of the outer contract: a folder with schema, reader, writer and WSDL. Nothing else knows versions. */
export interface ContractVersion {
  /** Path segment below `/ssbtek/`: `v1`. */
  readonly name: string;
  /** Namespaces the version answers to; the first is the default. */
  readonly namespaces: readonly string[];
  /** What the version can be asked (sources.md 1.2). */
  readonly operations: readonly QuestionTyp[];
  /** How the two origins of an `error` are spelled (sources.md 5 #2). */
  readonly kalla: Readonly<Record<Kalla, string>>;
  /** Agencies in the order of the answer. */
  readonly koder: readonly Kod[];
  /** The form in which an agency is asked beyond the general part; nothing for those that are not. */
  readonly specifikt: Readonly<Record<Kod, Specifikt['typ']>>;
  /**
   * From the bytes of an HTTP body to a question: gate, schema, rules the schema cannot say. A test question comes
   * only from versions that have that operation.
   * @param charset from the content type, if given
   * @throws QuestionRefused
   */
  readQuestion(body: Uint8Array, charset?: string): Question | TestQuestion;
  /** The answer envelope as UTF-8. The composite holds exactly the agencies asked. */
  writeAnswer(question: Question, composite: Composite): Uint8Array;
  /** The answer to a test question as UTF-8. The composite holds exactly the agencies of {@link koder}. */
  writeTestAnswer(question: TestQuestion, composite: Composite): Uint8Array;
  /** The fault envelope as UTF-8, in the given namespace or the default one, of the given operation or `fraga`. */
  writeFault(fault: SsbtekFault, namespace?: string, typ?: QuestionTyp): Uint8Array;
  /**
   * What the version's schema objects to in an element of an answer: element and rule, never a value; undefined where
   * nothing. For whoever wants to know: no answer is held against it on its way.
   */
  answerMistake(document: XmlDocument, element: XmlElement): string | undefined;
  /** The WSDL with the caller's own address. It refers to {@link files} as `<name>/<file>`, relative to that address. */
  wsdl(address: string): string;
  /** Schema documents by the file name the WSDL and each other refer to. */
  readonly files: Readonly<Record<string, string>>;
  /** Makes ready what reading a question needs, so that the first one waits no longer than the others. */
  warm(): void;
  /** The same version without envelopes: bare question element in, bare answer or fault element out (SHS, sources.md 3.2). */
  readonly bare: ContractVersion;
}
