import { compileSchema } from '@ssbtek/xml/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { documentsOf, type Bench } from './bench';

/** What stands inside `data`, with what is wrong or right about it. */
type Case = readonly [title: string, content: string];

interface AgencyAnswers {
  /** Bound to the prefix a. */
  readonly namespace: string;
  readonly right: readonly Case[];
  readonly wrong: readonly Case[];
}

const status = '<a:StatusSokandeinformationKod>0</a:StatusSokandeinformationKod>';
const svar = (inside: string): string => `<a:Svar>${inside}${status}</a:Svar>`;
const info = (inside: string): string => svar(`<a:ArbetssokandeInfo>${inside}</a:ArbetssokandeInfo>`);
const beslut = (inside: string): string =>
  svar(
    `<a:BeslutInfo><a:EkonomiskaBeslut><a:Beslut>${inside}</a:Beslut></a:EkonomiskaBeslut></a:BeslutInfo>`,
  );
const kassa = (inside: string): string =>
  `<a:ArbetsloshetsersattningLista><a:Arbetsloshetsersattning>${inside}</a:Arbetsloshetsersattning></a:ArbetsloshetsersattningLista>`;
const fordon = (inside: string): string =>
  `<a:resultat>OK</a:resultat><a:fordonsinnehav xmlns:f="http://schema.transportstyrelsen.se/ssbtek/fordon/1">${inside}</a:fordonsinnehav>`;
const arenden = (inside: string): string =>
  `<response xmlns=""><svarCollection><svar>${inside}</svar></svarCollection></response>`;
const ADDED = '<b:nytt xmlns:b="urn:b" b:c="d"><b:e/></b:nytt>';

/** Types of the agencies' data (sources.md 1.5, 2.1 to 2.7): values at each end of the documents. */
const ANSWERS: Readonly<Record<string, AgencyAnswers>> = {
  AF: {
    namespace: 'http://api.arbetsformedlingen.se/arbetssokande/ersattningsstod/v2',
    right: [
      ['only what it cannot do without', svar('')],
      ['Fraga', `<a:Fraga><a:Test>1</a:Test><a:From>2026-10-01</a:From></a:Fraga>${svar('')}`],
      [
        'a day with a time zone',
        info('<a:ArbetssokandeRegistrerad>2016-11-18+01:00</a:ArbetssokandeRegistrerad>'),
      ],
      ['what it has added', `${svar('')}${ADDED}`],
      ['what it has added further in', beslut(`<a:Omfattning>50</a:Omfattning>${ADDED}`)],
    ],
    wrong: [
      ['no Svar', ''],
      ['no status', '<a:Svar/>'],
      [
        'a status in words',
        '<a:Svar><a:StatusSokandeinformationKod>OK</a:StatusSokandeinformationKod></a:Svar>',
      ],
      ['a share that is no number', info('<a:ArbetssokandeOmfattning>hel</a:ArbetssokandeOmfattning>')],
      ['a day that is none', beslut('<a:BeslutFrom>i dag</a:BeslutFrom>')],
      ['elements in no namespace', `<Svar xmlns="">${status}</Svar>`],
    ],
  },
  SKV: {
    namespace: 'http://beskattningws.ws.service.bs.zg.rsv.se/',
    right: [
      ['svar in no namespace', '<svar xmlns="">&lt;a/&gt;</svar>'],
      ['what it has added', `<svar xmlns=""/>${ADDED}`],
    ],
    wrong: [
      ['no svar', ''],
      ['svar in a namespace', '<a:svar>x</a:svar>'],
      ['markup inside svar', '<svar xmlns=""><a:b/></svar>'],
    ],
  },
  SO: {
    namespace: 'http://INT014.UBPService.Schemas',
    right: [
      ['nothing', ''],
      ['sums', kassa('<a:Utbetalningar><a:NettoEfterSkatt>7312.50</a:NettoEfterSkatt></a:Utbetalningar>')],
      [
        'a decision that is nil',
        kassa(
          '<a:AnsoktOmErsattning><a:BeslutOmRattTillErsattning xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></a:AnsoktOmErsattning>',
        ),
      ],
      ['what it has added', kassa(`<a:Avstangningar>${ADDED}</a:Avstangningar>${ADDED}`)],
    ],
    wrong: [
      [
        'a sum in words',
        kassa('<a:Utbetalningar><a:NettoEfterSkatt>mycket</a:NettoEfterSkatt></a:Utbetalningar>'),
      ],
      ['a day that is none', '<a:From>20261001</a:From>'],
    ],
  },
  TNS: {
    namespace: 'http://schema.transportstyrelsen.se/ssbtek/hamtauppgifterresponder/1',
    right: [
      ['no vehicle', fordon('')],
      ['vehicles', fordon('<f:fordon><f:regnr>ABC123</f:regnr></f:fordon>'.repeat(2))],
      ['what it has added', `${fordon(`<f:fordon>${ADDED}</f:fordon>${ADDED}`)}${ADDED}`],
    ],
    wrong: [
      ['no resultat', ''],
      ['another resultat', '<a:resultat>KANSKE</a:resultat>'],
      ['a vehicle in no namespace', fordon('<fordon xmlns=""/>')],
    ],
  },
  MIV: {
    namespace: 'http://schema.migrationsverket.se/ssbtek/1/',
    right: [
      ['nobody', ''],
      [
        'a decision',
        arenden('<beslutsdatum>2026-10-01</beslutsdatum><giltighetstid>PERMANENT</giltighetstid>'),
      ],
      ['what it has added', arenden(ADDED)],
    ],
    wrong: [
      ['response in a namespace', '<a:response/>'],
      ['a day that is none', arenden('<beslutsdatum>i dag</beslutsdatum>')],
      ['another period', arenden('<giltighetstid>LÄNGE</giltighetstid>')],
    ],
  },
};

/** The served schema has the agencies' own types, so that a generated client gets values and not markup. */
export function describeAnswerTypes({ version, namespace }: Bench, agencies: readonly string[]): void {
  const schema = compileSchema(documentsOf(version.files, namespace));
  afterAll(() => schema.dispose());

  describe.each(agencies)('the type of data of %s (sources.md 1.5, ADR 30)', (element) => {
    const answers = ANSWERS[element] as AgencyAnswers;
    const check = (content: string): void =>
      schema.validate(
        `<s:hamtaBastjanstInformationResponse xmlns:s="${namespace}" xmlns:a="${answers.namespace}"><s:svarsdata><s:${element}><s:data>${content}</s:data></s:${element}></s:svarsdata></s:hamtaBastjanstInformationResponse>`,
      );

    it.each(answers.right)('takes %s', (_title, content) => {
      expect(() => check(content)).not.toThrow();
    });

    it.each(answers.wrong)('does not take %s', (_title, content) => {
      expect(() => check(content)).toThrow();
    });
  });
}
