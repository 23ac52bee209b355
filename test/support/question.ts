import { FORMANER } from '@ssbtek/contract';

/** A question of contract version v1 for tests: only what a test is about needs to be named. */
export interface QuestionOptions {
  readonly personidentitet?: string;
  readonly korrelationsid?: string | null;
  readonly frageTidpunkt?: string | null;
  readonly arendeidentitet?: string;
  readonly namespace?: string;
  readonly fraganSkallInkluderasISvaret?: boolean;
  /** Elements to include; all seven when left out. */
  readonly inkludera?: readonly string[];
}

export const NAMESPACE = 'http://schema.forsakringskassan.se/integration/ssbt/1';
export const ELEMENTS = ['AF', 'CSN', 'FK', 'SKV', 'SO', 'TNS', 'MIV'] as const;

const optional = (name: string, value: string | null | undefined): string =>
  value == null ? '' : `<${name}>${value}</${name}>`;

/** The question as a SOAP envelope. */
export function question(options: QuestionOptions = {}): string {
  const {
    personidentitet = '191212121212',
    arendeidentitet = 'AID12341234',
    namespace = NAMESPACE,
    inkludera = ELEMENTS,
  } = options;
  const {
    korrelationsid = 'KORR-1',
    frageTidpunkt = '2026-11-24T09:30:47.123',
    fraganSkallInkluderasISvaret = false,
  } = options;
  const service = (element: string): string => {
    const included = inkludera.includes(element);
    const children = element === 'FK' && included ? formansforteckning() : '';
    return `<${element} inkludera="${included}">${children}</${element}>`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header/><soapenv:Body>
<hamtaBastjanstInformation xmlns="${namespace}" xmlns:fk="http://schema.forsakringskassan.se/extern_samverkan/hamtaformansinformation/1">
<generellaFrageparametrar>${optional('frageTidpunkt', frageTidpunkt)}${optional('korrelationsid', korrelationsid)}<fraganSkallInkluderasISvaret>${fraganSkallInkluderasISvaret}</fraganSkallInkluderasISvaret>
<ingivare><organisationsnummer>162120002411</organisationsnummer><namn>Kommun Å</namn><handlaggare>HL123456</handlaggare></ingivare>
<personidentitet>${personidentitet}</personidentitet><arendeidentitet>${arendeidentitet}</arendeidentitet>
<tidsperiod><fromDatum>2026-10-01</fromDatum><tomDatum>2026-11-24</tomDatum></tidsperiod>
<syfte>Beslut om eller kontroll av Ekonomiskt försörjningsstöd</syfte><lagtext>11 kap. 11 a § socialtjänstlagen (2001:453)</lagtext></generellaFrageparametrar>
<specifikaFrageparametrar>${ELEMENTS.map(service).join('')}</specifikaFrageparametrar>
</hamtaBastjanstInformation></soapenv:Body></soapenv:Envelope>`;
}

const formansforteckning = (): string =>
  `<formansforteckning>${FORMANER.map((name) => `<fk:${name}>1</fk:${name}>`).join('')}</formansforteckning>`;
