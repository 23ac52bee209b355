import { EXAMPLES } from '../made/examples';
import { addressOf, newestOpen, type Facts, type Moment, type PortalVersion } from '../facts';
import { html, type Html } from '../html';
import type { InBoth, Language } from '../language';
import { to, type Content } from '../layout';
import { code, swedish, table, words } from '../parts';
import { stateOf } from './standing';

const TEXTS = {
  sv: {
    title: 'En fråga, ett samlat svar',
    lead: 'SSBTEK är den sammansatta bastjänsten för ekonomiskt bistånd. Kommunens system ställer en fråga om en person, och varje bastjänst som frågan nämner svarar med uppgifter eller med ett fel, aldrig med tystnad.',
    what: 'Frågan ställs med SOAP eller SHS, bastjänsterna tillfrågas samtidigt, och svaret kommer inom 25 sekunder om inget annat är inställt. Går en bastjänst fel får du ändå de andras svar.',
    trial: 'Prova här, utan att installera något',
    steps: 'Tre steg till det första svaret',
    stepFetch: 'Hämta exempelfrågan',
    person: (number: string) => `Den handlar om den påhittade personen ${number}.`,
    nobody: 'Den handlar inte om någon person: den prövar bara att vägen fram fungerar.',
    stepSend: 'Skicka den',
    certificate: 'Adressen börjar med https: visa kommunens certifikat. Byt filnamnen mot dina egna.',
    stepRead: 'Läs svaret',
    read: 'Varje bastjänst har ett eget element med antingen data eller error. Så här ser svaret på exemplet ut; det som bastjänsterna själva lämnar är utbytt mot tre punkter.',
    readTest:
      'Svaret har de bastjänster som har en egen testoperation. En bastjänst som saknas har ingen: det säger inget om hur den mår.',
    shape: 'Visa svarets form',
    more: ['Så läses svaret', 'vad varje felkod betyder', 'och testpersoner som visar annat'],
    none: 'Ingen version är öppen i dag.',
    open: 'Det här är öppet nu',
    versions: 'Versioner av kontraktet',
    heads: ['Version', 'Läge', 'Adress', 'Operationer'],
    agencies: 'Bastjänster som kan tillfrågas',
  },
  en: {
    title: 'One question, one composite answer',
    lead: 'SSBTEK is the composite service for ekonomiskt bistånd, municipal income support in Sweden. The system of a municipality asks one question about one person, and each agency that the question names answers with data or with an error, never with silence.',
    what: 'The question is asked by SOAP or SHS, the agencies are asked side by side, and the answer comes within 25 seconds if nothing else is configured. When one agency fails you get the answers of the others all the same.',
    trial: 'Try it here, without installing anything',
    steps: 'Three steps to the first answer',
    stepFetch: 'Fetch the example',
    person: (number: string) => `It is about the made-up person ${number}.`,
    nobody: 'It is about no person: it only shows that the way is clear.',
    stepSend: 'Send it',
    certificate:
      'The address begins with https: show the certificate of the municipality. Put in the names of your own files.',
    stepRead: 'Read the answer',
    read: 'Each agency has an element of its own with either data or error. This is the shape of the answer to the example; what the agencies deliver is left out as three points.',
    readTest:
      'The answer has the agencies with a test operation of their own. One that is left out has none: that says nothing about its health.',
    shape: 'Show the shape of the answer',
    more: ['How to read the answer', 'what each code means', 'and test persons who show other things'],
    none: 'No version is open today.',
    open: 'Open now',
    versions: 'Contract versions',
    heads: ['Version', 'State', 'Address', 'Operations'],
    agencies: 'Agencies that can be asked',
  },
} satisfies InBoth<object>;

/** Whom the examples ask about: a published test number. */
const PERSON = '191212121212';

/** The start: what it is, how to get a first answer, what is open. */
export function startPage(language: Language, facts: Facts, moment: Moment): Content {
  const t = TEXTS[language];
  const version = newestOpen(facts, moment.today);
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <p>${t.what}</p>
    ${facts.environment !== 'production' && html`<p><a class="go" href="/${language}/prova">${t.trial}</a></p> `}
    <h2 id="steg">${t.steps}</h2>
    ${version ? steps(language, facts, moment, version) : html`<p>${t.none}</p> `}${openNow(language, facts, moment)}`;
  return { title: t.title, main };
}

/** Where real people are asked about, the example is the test operation, which is about nobody. */
function exampleFor({ environment }: Facts, { name, operations }: PortalVersion): string {
  const testable = environment === 'production' && operations.includes('test');
  return testable ? `${name}-testa` : `${name}-fraga`;
}

/** What a shell runs to send a file. */
const sending = (address: string, file: string): string =>
  [
    `curl -sS -H 'Content-Type: text/xml; charset=utf-8'`,
    `--data-binary @${file}`,
    ...(address.startsWith('https:') ? ['--cert kommun.pem --key kommun.key'] : []),
    address,
  ].join(' \\\n  ');

function steps(language: Language, facts: Facts, { portalUrl }: Moment, version: PortalVersion): Html {
  const t = TEXTS[language];
  const example = exampleFor(facts, version);
  const address = addressOf(facts, version);
  const [answer, codes, persons] = t.more;
  const testable = facts.environment !== 'production';
  return html`<ol>
      <li>
        <strong>${t.stepFetch}</strong>: <a href="/exempel/${example}.xml" download>${example}.xml</a>.
        ${example.endsWith('-testa') ? t.nobody : t.person(PERSON)}
        ${code(`curl -sSO ${portalUrl}/exempel/${example}.xml`)}
      </li>
      <li>
        <strong>${t.stepSend}</strong>. ${address.startsWith('https:') && t.certificate}
        ${code(sending(address, `${example}.xml`))}
      </li>
      <li>
        <strong>${t.stepRead}</strong>. ${example.endsWith('-testa') ? t.readTest : t.read}
        <details>
          <summary>${t.shape}</summary>
          ${code(EXAMPLES[`${example}.svar.xml`] ?? '')}
        </details>
      </li>
    </ol>
    <p>
      ${to(language, '/anslut/svaret', answer)},
      ${to(language, '/felkoder', codes)}${testable && html` ${to(language, '/testpersoner', persons)}`}.
    </p> `;
}

function openNow(language: Language, facts: Facts, { today }: Moment): Html {
  const t = TEXTS[language];
  const rows = facts.versions.map((version) => [
    to(language, `/versioner#${version.name}`, version.name),
    stateOf(language, facts, version, today),
    html`<code>${addressOf(facts, version)}</code>`,
    words(version.operations.map((typ) => OPERATION_NAME[typ])),
  ]);
  return html`<h2 id="oppet">${t.open}</h2>
    ${table(t.versions, t.heads, rows)}
    <h3 id="bastjanster">${t.agencies}</h3>
    <ul class="cards">
      ${facts.agencies.map(
        ({ kod, element, namn }) =>
          html`<li>${to(language, `/bastjanster/${kod}`, html`${element} – ${swedish(namn)}`)}</li> `,
      )}
    </ul> `;
}

/** Operations by the names of the contract. */
export const OPERATION_NAME: Readonly<Record<PortalVersion['operations'][number], string>> = {
  fraga: 'hamtaBastjanstInformation',
  test: 'testaBastjanstInformation',
};
