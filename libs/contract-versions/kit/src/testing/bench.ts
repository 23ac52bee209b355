import type { Kod, Outcome } from '@ssbtek/core';
import { AGENCY_LIMITS, child, descend, readXml, type XmlElement } from '@ssbtek/xml';
import { compileSchema, type Schema } from '@ssbtek/xml/schema';
import { QuestionRefused, type ContractVersion, type Question } from '../version';
import { edited, type Edit } from './edit';

/** A contract version with an example question, and what tests do with both. */
export interface Bench {
  readonly version: ContractVersion;
  /** The namespace that the example is in. */
  readonly namespace: string;
  readonly exempel: string;
  /** The example after some changes. */
  readonly fraga: (...edits: readonly Edit[]) => string;
  /** The example put to these agencies only. */
  readonly asking: (...koder: readonly Kod[]) => string;
  /** The question as it arrives; text as UTF-8. */
  readonly read: (text: string | Uint8Array, charset?: string) => Question;
  /** The refusal of a question that must not be let in. */
  readonly refusal: (text: string | Uint8Array, charset?: string) => QuestionRefused;
  /** The answer to a question as text. */
  readonly answer: (question: string, outcomes: Readonly<Record<Kod, Outcome>>) => string;
  /** What the body of an envelope holds, checked against the version's own schema but for what agencies say in `data`. */
  readonly valid: (envelope: string) => XmlElement;
  /** The svarsdata of an answer that is valid. */
  readonly svarsdata: (envelope: string) => XmlElement;
}

/** What a bench is made of. `exempel` is a question that names every agency of the version. */
export interface BenchParts {
  readonly version: ContractVersion;
  readonly exempel: string;
  readonly namespace?: string;
}

/** Sets up a version's tests. */
export function benchOf({ version, exempel, namespace = version.namespaces[0] ?? '' }: BenchParts): Bench {
  const valid = validIn(version, namespace);
  const read = (text: string | Uint8Array, charset?: string): Question =>
    fragaOnly(version.readQuestion(bytesOf(text), charset));
  return {
    version,
    namespace,
    exempel,
    read,
    valid,
    fraga: (...edits) => edited(exempel, ...edits),
    asking: (...koder) => including(exempel, koder),
    refusal: (text, charset) => refusalOf(version, text, charset),
    answer(question, outcomes) {
      const list = Object.entries(outcomes).map(([kod, outcome]) => ({ kod, outcome }));
      return new TextDecoder().decode(
        version.writeAnswer(read(question), { inquiryId: 'x', outcomes: list }),
      );
    },
    svarsdata(envelope) {
      const found = child(valid(envelope), 'svarsdata', namespace);
      if (!found) throw new Error('no svarsdata');
      return found;
    },
  };
}

/** The refusal of a question by a version; a question that is let in is an error. */
export function refusalOf(
  version: ContractVersion,
  text: string | Uint8Array,
  charset?: string,
): QuestionRefused {
  try {
    version.readQuestion(bytesOf(text), charset);
  } catch (error) {
    if (error instanceof QuestionRefused) return error;
    throw error;
  }
  throw new Error('the question was let in');
}

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text;

/** A question about a person; a test question where one is wanted is an error. */
export function fragaOnly(question: ReturnType<ContractVersion['readQuestion']>): Question {
  if (question.typ !== 'fraga') throw new Error('a test question');
  return question;
}

const including = (exempel: string, koder: readonly Kod[]): string =>
  exempel.replaceAll(
    /<([A-Z]+) inkludera="\w+"/g,
    (_tag, name: string) => `<${name} inkludera="${String(koder.includes(name.toLowerCase()))}"`,
  );

/** Checks envelopes against the schema document of one namespace, compiled once. Agencies may say anything. */
function validIn({ files }: ContractVersion, namespace: string): (envelope: string) => XmlElement {
  let schema: Schema | undefined;
  return (envelope) => {
    schema ??= compileSchema(openDocumentsOf(files, namespace));
    const document = readXml(new TextEncoder().encode(envelope), AGENCY_LIMITS);
    const [element] = descend(document.root, 'Body')?.children ?? [];
    if (!element) throw new Error('nothing in the body');
    schema.validate(document.source.slice(element.start, element.end));
    return element;
  };
}

/** A version's schema documents, that of the namespace first. */
export function documentsOf(files: ContractVersion['files'], namespace: string): Record<string, string> {
  const entry = Object.entries(files).find(([, text]) => text.includes(`targetNamespace="${namespace}"`));
  if (!entry) throw new Error(`no schema for ${namespace}`);
  return { [entry[0]]: entry[1], ...files };
}

const ANYTHING = `<xs:complexType name="Anything" mixed="true"><xs:sequence>
  <xs:any namespace="##any" processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>`;

/**
 * The same, with agencies' data untyped: what an agency answers beyond its type is delivered all the same (ADR 30), and
 * all that is ours around it must still be valid. Skip, not lax: lax fails on every xsi:type.
 */
export function openDocumentsOf(files: ContractVersion['files'], namespace: string): Record<string, string> {
  const [[entry = '', text = ''] = [], ...others] = Object.entries(documentsOf(files, namespace));
  const open = text
    .replaceAll(/(<xs:element name="data" type=")(?!ssbt:|xs:)[^"]+/g, '$1ssbt:Anything')
    .replace('</xs:schema>', `${ANYTHING}</xs:schema>`);
  return { [entry]: open, ...Object.fromEntries(others) };
}
