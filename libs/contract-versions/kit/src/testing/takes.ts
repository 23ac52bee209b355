import { descend, QUESTION_LIMITS, readXml, type XmlElement } from '@ssbtek/xml';
import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { formsOf, type Kind } from './lexical-forms';

/** What stands in a question, by local name: the type of a text, and its named type where the schema gives it one. */
export interface TakesPlan {
  readonly texts: Readonly<Record<string, Kind>>;
  /** Named types, of texts and of elements with children. */
  readonly types: Readonly<Record<string, string>>;
}

const TEXTS: TakesPlan['texts'] = {
  frageTidpunkt: 'dateTime',
  korrelationsid: 'string',
  fraganSkallInkluderasISvaret: 'boolean',
  organisationsnummer: 'token',
  namn: 'string',
  handlaggare: 'string',
  personidentitet: 'token',
  arendeidentitet: 'string',
  fromDatum: 'date',
  tomDatum: 'date',
  ordningsnummer: 'short',
  syfte: 'string',
  lagtext: 'string',
};
const TYPES: TakesPlan['types'] = {
  generellaFrageparametrar: 'GenerellaFrageparametrar',
  ingivare: 'Ingivare',
  organisationsnummer: 'Organisationsnummer',
  namn: 'NonEmptyString',
  handlaggare: 'NonEmptyString',
  personidentitet: 'Personidentitet',
  arendeidentitet: 'NonEmptyString',
  tidsperiod: 'Tidsperiod',
  personuppgiftsbitrade: 'Personuppgiftsbitrade',
  specifikaFrageparametrar: 'SpecifikaFrageparametrar',
};

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XS = 'http://www.w3.org/2001/XMLSchema';
/** Attributes that XML Schema allows on every element: a hint where schemas are, which is never followed. */
const HINTS = ['xsi:schemaLocation="urn:a b.xsd"', 'xsi:noNamespaceSchemaLocation=" c.xsd"'];
const BETWEEN = [' ', '\n\t\r\n', '&#32;', '<!-- x -->', '<![CDATA[ ]]>', '<![CDATA[]]>', ''];

/**
 * A question is taken in every form that its schema allows (sources.md 1.3; ADR 30): each text in each form of its
 * type, each element with each attribute that XML Schema itself has. What one may write otherwise changes nothing.
 * The bench's example holds every element of the version.
 */
export function describeTakes({ exempel, namespace, read }: Bench, plan: TakesPlan): void {
  const texts = { ...TEXTS, ...plan.texts };
  const types = { ...TYPES, ...plan.types };
  const declared = ` xmlns:xsi="${XSI}" xmlns:xs="${XS}" xmlns:of="${namespace}"`;
  const text = exempel.replace(/<hamtaBastjanstInformation\b/, (tag) => tag + declared);
  const [operation] =
    descend(readXml(new TextEncoder().encode(text), QUESTION_LIMITS).root, 'Body')?.children ?? [];
  if (!operation) throw new Error('no operation');
  const { general, fragor } = read(text);

  /** What was refused of these, or was read as something else than the example where nothing has changed. */
  const troubles = (questions: ReadonlyArray<readonly [what: string, question: string]>, same: boolean) =>
    questions.flatMap(([what, question]) => {
      try {
        const asked = read(question);
        if (same) expect({ ...asked, fraga: undefined }).toMatchObject({ general, fragor });
        return [];
      } catch (error) {
        return [`${what}: ${String(error)}`];
      }
    });
  const inTag = ({ start }: XmlElement, attribute: string): readonly [string, string] => {
    const name = /^<[^\s/>]+/.exec(text.slice(start))?.[0] ?? '';
    return [attribute, splice(text, start + name.length, start + name.length, ` ${attribute}`)];
  };

  describe(`every form of a question in ${namespace} is taken (sources.md 1.3, ADR 30)`, () => {
    it.each(placesIn(operation))('%s', (_path, element) => {
      const { local, children, contentStart, contentEnd, attributes } = element;
      const kind = texts[local];
      expect(kind !== undefined || children.length > 0 || attributes.has('inkludera')).toBe(true);
      const named = [
        ...(types[local] ? [`of:${types[local]}`] : []),
        ...(kind && !types[local] ? [`xs:${kind}`] : []),
      ];
      const typed = named.flatMap((name) => [`xsi:type="${name}"`, `xsi:type=" ${name}&#10;"`]);
      expect(
        troubles(
          [...HINTS, ...typed].map((attribute) => inTag(element, attribute)),
          true,
        ),
      ).toEqual([]);
      if (kind) {
        const forms = formsOf(kind, element.text);
        const put = (form: string) => [form, splice(text, contentStart, contentEnd, form)] as const;
        expect(troubles(forms.same.map(put), true)).toEqual([]);
        expect(troubles(forms.other.map(put), false)).toEqual([]);
      } else if (children.length > 0) {
        const put = (form: string) =>
          [form, splice(text, contentStart, contentEnd, respaced(text, element, form))] as const;
        expect(troubles(BETWEEN.map(put), true)).toEqual([]);
      }
    });

    it.each(['true', '1', ' true ', '&#10;1', 'tr&#117;e', 'false', '0', '\n0\t'])(
      'inkludera %j',
      (written) => {
        const questions = placesIn(operation)
          .filter(([, { attributes }]) => attributes.has('inkludera'))
          .map(([path, { start, contentStart }]) => {
            const tag = text.slice(start, contentStart).replace(/inkludera="\w+"/, `inkludera="${written}"`);
            return [path, splice(text, start, contentStart, tag)] as const;
          });
        expect(questions).toHaveLength(7);
        expect(troubles(questions, false)).toEqual([]);
      },
    );
  });
}

const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

/** All elements below, with the path of each. */
const placesIn = (parent: XmlElement, above = ''): ReadonlyArray<readonly [string, XmlElement]> =>
  parent.children.flatMap((element) => {
    const path = `${above}${element.local}`;
    return [[path, element] as const, ...placesIn(element, `${path}/`)];
  });

/** An element's content with this between its children, before and behind them. */
const respaced = (text: string, { children }: XmlElement, between: string): string =>
  between + children.map(({ start, end }) => text.slice(start, end) + between).join('');
