import { addressOf, type Facts, type Moment, type PortalVersion } from '../facts';
import { chapterBelow, MOVING, titleOf } from '../guide';
import { html, type Html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import type { Content } from '../layout';
import { word, words } from '../parts';
import { OPERATION_NAME } from './start';
import { stateOf } from './standing';

const TEXTS = {
  sv: {
    title: 'Versioner',
    lead: 'Flera versioner av kontraktet är öppna samtidigt, så att du kan byta i lugn och ro. En stängd version svarar på varje fråga med fault 1001 som nämner de öppna. Stängningsdagen är den första stängda dagen, svensk tid.',
    version: 'Version',
    terms: {
      state: 'Läge',
      address: 'Adress',
      namespaces: 'Namnrymd',
      operations: 'Operationer',
      kalla: 'kalla i SSBTEK:s egna fel',
      agencies: 'Bastjänster',
      wsdl: 'WSDL',
      schemas: 'Scheman',
    },
    place: 'WSDL-filen hänvisar till schemana i en mapp med versionens namn bredvid sig.',
  },
  en: {
    title: 'Versions',
    lead: 'Several contract versions are open at the same time, so that you can move without haste. A closed version answers every question with fault 1001 that names the open ones. The closing day is the first closed day, Swedish time.',
    version: 'Version',
    terms: {
      state: 'State',
      address: 'Address',
      namespaces: 'Namespace',
      operations: 'Operations',
      kalla: "kalla of SSBTEK's own errors",
      agencies: 'Agencies',
      wsdl: 'WSDL file',
      schemas: 'Schemas',
    },
    place: 'The WSDL refers to the schemas in a folder with the name of the version beside it.',
  },
} satisfies InBoth<object>;

/** Every contract version: where it is asked, until when, how it is described; and how to move to the next. */
export function versionsPage(language: Language, facts: Facts, { today }: Moment): Content {
  const t = TEXTS[language];
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <p>${t.place}</p>
    ${facts.versions.toReversed().map((version) => section(language, facts, version, today))}
    <h2 id="byta">${titleOf(language, MOVING)}</h2>
    ${chapterBelow(language, MOVING)}`;
  return { title: t.title, main };
}

function section(language: Language, facts: Facts, version: PortalVersion, today: string): Html {
  const t = TEXTS[language];
  const { name, namespaces, operations, kalla, koder, files } = version;
  const elements = facts.agencies.filter(({ kod }) => koder.includes(kod)).map(({ element }) => element);
  const rows: Readonly<Record<keyof typeof t.terms, Part>> = {
    state: stateOf(language, facts, version, today),
    address: word(addressOf(facts, version)),
    namespaces: words(namespaces),
    operations: words(operations.map((typ) => OPERATION_NAME[typ])),
    kalla: word(kalla.SSBTEK),
    agencies: elements.join(', '),
    wsdl: html`<a href="/wsdl/${name}" download="${name}.wsdl">${name}.wsdl</a>`,
    schemas: Object.keys(files).map((file, i) => [
      i > 0 && ', ',
      html`<a href="/wsdl/${name}/${file}" download>${file}</a>`,
    ]),
  };
  return html`<h2 id="${name}">${t.version} ${name}</h2>
    <dl>
      ${Object.entries(rows).map(
        ([key, row]) =>
          html`<dt>${t.terms[key as keyof typeof t.terms]}</dt>
            <dd>${row}</dd> `,
      )}
    </dl> `;
}
