import { newestOpen, addressOf, standingOf, type Facts, type Moment, type PortalVersion } from '../facts';
import { html, type Html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import { to, type Content } from '../layout';
import { code, word } from '../parts';
import { firstForm, type ReadForm, type TrialForm } from '../trial/form';
import { laidOut } from '../trial/laid-out';
import { envelopeAround, questionElement } from '../trial/question';
import { SHS_CONTENT_TYPE, shsMessage } from '../trial/shs';
import { CONTENT_TYPE, snippetsOf, type Asking } from '../trial/snippets';
import { trialForm } from '../trial/trial-form';

const TEXTS = {
  sv: {
    title: 'Prova',
    lead: 'Ställ en fråga om en testperson och läs svaret som en handläggare skulle läsa det.',
    warning:
      'Bara påhittade personer: ett nummer som inte är ett av Skatteverkets publicerade testnummer skickas aldrig. Portalen sparar varken fråga eller svar och skriver inget om dem i loggen.',
    explain: 'Har du redan ett svar? Klistra in det och få det förklarat',
    version: 'Version',
    choose: 'Byt version',
    question: (name: string) => `Frågan till ${name}, som den skickas`,
    to: 'Den skickas till',
    closed: 'Versionen är stängd: varje fråga får fault 1001.',
    same: 'Samma fråga från ditt eget system',
    certificate: 'Adressen börjar med https: programmen ska också visa kommunens certifikat.',
    form: 'Frågan',
  },
  en: {
    title: 'Try it',
    lead: 'Ask a question about a test person, and read the answer as a case worker would.',
    warning:
      "Made-up people only: a number that is none of Skatteverket's published test numbers is never sent. The portal keeps neither question nor answer and writes nothing of them into its log.",
    explain: 'You have an answer already? Paste it and have it explained',
    version: 'Version',
    choose: 'Change version',
    question: (name: string) => `The question to ${name}, as it is sent`,
    to: 'It is sent to',
    closed: 'The version is closed: every question gets fault 1001.',
    same: 'The same question from your own system',
    certificate:
      'The address begins with https: the programs have to show the certificate of the municipality, too.',
    form: 'The question',
  },
} satisfies InBoth<object>;

/** What this page is called. */
export const TRIAL_NAME: InBoth<string> = { sv: TEXTS.sv.title, en: TEXTS.en.title };

/** The version that is wanted, else the newest one that is open. */
export function trialVersion(facts: Facts, name: string, { today }: Moment): PortalVersion {
  const version =
    facts.versions.find((one) => one.name === name) ?? newestOpen(facts, today) ?? facts.versions.at(-1);
  if (!version) throw new Error('a portal has contract versions');
  return version;
}

/** A question with where it goes. */
export function askingOf(facts: Facts, version: PortalVersion, form: TrialForm, moment: Moment): Asking {
  const question = questionElement(facts, version, form);
  const [address, envelope] = [addressOf(facts, version), laidOut(envelopeAround(question))];
  const sent =
    form.way === 'soap'
      ? { address, contentType: CONTENT_TYPE, body: envelope }
      : {
          address: `${facts.serviceUrl}/shs`,
          contentType: SHS_CONTENT_TYPE,
          body: shsMessage(facts, version, laidOut(question), moment),
        };
  return { address, envelope, question, sent, way: form.way };
}

/** The page as it is opened: the form with what stands in it at first. */
export function trialPage(language: Language, facts: Facts, moment: Moment, wanted: string): Content {
  const version = trialVersion(facts, wanted, moment);
  const read = { form: firstForm(facts, version, moment.today), mistakes: [] };
  const content = trialContent(language, facts, moment, version, read);
  return wanted === '' ? content : { ...content, title: `${content.title} ${version.name}` };
}

/** The page around a form; `result` is what came of it. */
export function trialContent(
  language: Language,
  facts: Facts,
  moment: Moment,
  version: PortalVersion,
  read: ReadForm,
  result?: Part,
): Content {
  const t = TEXTS[language];
  const closed = standingOf(facts, version, moment.today).state === 'closed';
  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <p class="note">${t.warning}</p>
    <p>${to(language, '/prova/forklara', t.explain)}.</p>
    ${result}
    <h2 id="formular">${t.form}</h2>
    ${choice(language, facts, version)}${closed && html`<p class="state bad">${t.closed}</p> `}${trialForm(language, facts, version, read)}${read.mistakes.length === 0 && questionPart(language, version, askingOf(facts, version, read.form, moment))}`;
  return { title: t.title, main };
}

/** Another version has another form, so it is asked for first. */
function choice(language: Language, { versions }: Facts, chosen: PortalVersion): Html {
  const t = TEXTS[language];
  const options = versions.map(
    ({ name }) => html`<option value="${name}" ${name === chosen.name && html`selected`}>${name}</option> `,
  );
  return html`<form class="search" method="get" action="/${language}/prova">
    <div>
      <label for="version">${t.version}</label
      ><select id="version" name="version">
        ${options}
      </select>
    </div>
    <button type="submit">${t.choose}</button>
  </form> `;
}

function questionPart(language: Language, version: PortalVersion, asking: Asking): Html {
  const t = TEXTS[language];
  const snippets = snippetsOf(asking).map(
    ({ name, text }) =>
      html`<details>
        <summary>${word(name)}</summary>
        ${code(text)}
      </details> `,
  );
  return html`<h2 id="fragan">${t.question(version.name)}</h2>
    <p>${t.to} ${word(asking.sent.address)}.</p>
    ${code(asking.sent.body.replaceAll('\r\n', '\n'))}
    <h2 id="program">${t.same}</h2>
    ${asking.address.startsWith('https:') && html`<p>${t.certificate}</p> `}${snippets}`;
}
