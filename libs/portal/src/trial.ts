import { QuestionRefused } from '@ssbtek/contract-version';
import type { Facts, Moment, PortalVersion } from './facts';
import { html, type Part } from './html';
import { LANGUAGES, type InBoth, type Language } from './language';
import { to, type Content } from './layout';
import { explainedPage } from './pages/explain';
import { askingOf, trialContent, trialVersion } from './pages/trial';
import { pageOf, type Answer, type Asked } from './site';
import { readAnswer } from './trial/answer';
import { answerPart } from './trial/answer-part';
import { tookIn } from './trial/overview';
import { readForm } from './trial/form';
import type { Asking } from './trial/snippets';
import { soapUiProject } from './trial/soapui';
import { readShsReply } from '@ssbtek/shs';

/** What came of a question that was sent. */
export type Came =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: Uint8Array;
      /** By names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly inquiryId: string | undefined;
      readonly durationMs: number;
    }
  | { readonly kind: 'nothing'; readonly why: keyof (typeof TEXTS)['sv']['nothing'] };

/** What to do about a form that was sent: answer, or ask the mesh first. */
export type Step =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | {
      readonly kind: 'send';
      readonly address: string;
      readonly contentType: string;
      readonly body: string;
      readonly then: (came: Came) => Answer;
    };

const TEXTS = {
  sv: {
    failed: 'Inget svar kom',
    nothing: {
      timeout: 'Ingen svarade i tid. Fråga igen senare.',
      unreachable:
        'Adressen gick inte att nå från portalen. Kontrollera att SSBTEK är igång, och att den inte kräver ett certifikat som portalen saknar.',
      large: 'Svaret är större än portalen visar. Ställ frågan med curl i stället.',
      busy: 'Många provar just nu. Vänta några sekunder och skicka igen.',
    },
    shs: 'Meddelandet fick ett fel i SHS',
    shsMore: 'Vad felen i SHS betyder',
    refused: 'Frågan följer inte versionens schema',
    foreign: 'Formuläret kom från en annan adress',
    foreignLead: 'Öppna sidan här och skicka därifrån: frågor som andra sidor skickar tas inte emot.',
  },
  en: {
    failed: 'No answer came',
    nothing: {
      timeout: 'Nobody answered in time. Ask again later.',
      unreachable:
        'The address could not be reached from the portal. See that SSBTEK is running, and that it wants no certificate that the portal lacks.',
      large: 'The answer is larger than the portal shows. Ask with curl instead.',
      busy: 'Many are trying at the moment. Wait some seconds and send it again.',
    },
    shs: 'The message got an error of SHS',
    shsMore: 'What errors of SHS mean',
    refused: 'The question does not follow the schema of the version',
    foreign: 'The form came from another address',
    foreignLead: 'Open the page here and send from there: questions that other pages send are not taken.',
  },
} satisfies InBoth<object>;

/** Pages with a form that is sent, by their path below the language. */
export const FORM_PATHS = ['/prova', '/prova/forklara'] as const;
type FormPath = (typeof FORM_PATHS)[number];

interface FormPlace {
  readonly language: Language;
  readonly path: FormPath;
}

/** Which form an address takes; undefined for every other address, and in production for all. */
export function formAt({ environment }: Pick<Facts, 'environment'>, address: string): FormPlace | undefined {
  if (environment === 'production') return undefined;
  const [, first, below] = /^\/([a-z]{2})(\/[a-z/]+?)\/?$/.exec(address) ?? [];
  const language = LANGUAGES.find((one) => one === first);
  const path = FORM_PATHS.find((one) => one === below);
  return language && path ? { language, path } : undefined;
}

/** What a form that was sent asks for. Pure: whoever calls does the sending. */
export function tried(
  facts: Facts,
  { language, path }: FormPlace,
  asked: Asked,
  sent: URLSearchParams,
  moment: Moment,
): Step {
  if (path === '/prova/forklara')
    return answering(facts, language, path, '', explainedPage(language, facts, sent.get('svar') ?? ''));
  const version = trialVersion(facts, asked.query.get('version') ?? '', moment);
  const read = readForm(facts, version, sent, moment.today);
  const show = (result?: Part, status = 200): Answer =>
    written(
      facts,
      language,
      path,
      version.name,
      trialContent(language, facts, moment, version, read, result),
      status,
    );
  if (read.mistakes.length > 0) return { kind: 'answer', answer: show(undefined, 400) };
  const asking = askingOf(facts, version, read.form, moment);
  const refusal = refusalOf(version, asking.envelope);
  if (refusal !== undefined) return { kind: 'answer', answer: show(refusedPart(language, refusal), 400) };
  return asSent(language, facts, version, asking, sent.get('do') ?? 'show', show);
}

function asSent(
  language: Language,
  facts: Facts,
  version: PortalVersion,
  asking: Asking,
  wanted: string,
  show: (result?: Part, status?: number) => Answer,
): Step {
  if (wanted === 'soapui')
    return { kind: 'answer', answer: download(version, soapUiProject(version, asking)) };
  if (wanted !== 'send') return { kind: 'answer', answer: show() };
  return {
    kind: 'send',
    ...asking.sent,
    then: (came) => {
      if (came.kind === 'nothing') return show(nothingPart(language, came.why), 200);
      const reply = asking.way === 'shs' ? shsReply(language, came) : came;
      if ('part' in reply) return show(reply.part);
      const answer = readAnswer(facts, reply.body, charsetIn(reply.headers));
      return show(answerPart(language, facts, answer, { ...came, tookMs: tookIn(came.headers) }));
    },
  };
}

type Arrived = Extract<Came, { kind: 'answer' }>;

const charsetIn = (headers: Readonly<Record<string, string>>): string | undefined =>
  /charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1];

/** What an SHS message that came has in it: a document as if it had come alone, or what the page says instead. */
function shsReply(
  language: Language,
  came: Arrived,
): Pick<Arrived, 'body' | 'headers'> | { readonly part: Part } {
  const reply = readShsReply(came);
  const [part] = reply.kind === 'reply' ? reply.message.parts : [];
  if (part)
    return { body: part.content, headers: { 'content-type': part.headers.get('content-type') ?? '' } };
  if (reply.kind !== 'error') return came;
  const { code, info } = reply.error;
  return {
    part: html`<h2 id="svaret">${TEXTS[language].shs}</h2>
      <p role="alert"><code>${code}</code> <code lang="en">${info}</code></p>
      <p>${to(language, '/anslut/shs', TEXTS[language].shsMore)}.</p> `,
  };
}

/** The answer to a form that another site has sent. */
export function foreignForm(facts: Facts, { language, path }: FormPlace): Answer {
  const t = TEXTS[language];
  const main = html`<h1>${t.foreign}</h1>
    <p class="lead">${t.foreignLead}</p>
    <p><a href="/${language}${path}">/${language}${path}</a></p> `;
  return written(facts, language, path, '', { title: t.foreign, main }, 403);
}

/** Why the version itself would refuse what is about to be sent; its words hold no value. */
function refusalOf(version: PortalVersion, envelope: string): string | undefined {
  try {
    version.readQuestion(new TextEncoder().encode(envelope));
    return undefined;
  } catch (error) {
    if (error instanceof QuestionRefused) return error.hint;
    throw error;
  }
}

const refusedPart = (language: Language, hint: string): Part =>
  html`<div class="note" role="alert">
    <p class="state bad">${TEXTS[language].refused}</p>
    <p><code lang="sv">${hint}</code></p>
  </div> `;

const nothingPart = (language: Language, why: Extract<Came, { kind: 'nothing' }>['why']): Part =>
  html`<h2 id="svaret">${TEXTS[language].failed}</h2>
    <p role="alert">${TEXTS[language].nothing[why]}</p> `;

const answering = (
  facts: Facts,
  language: Language,
  path: FormPath,
  version: string,
  content: Content,
): Step => ({ kind: 'answer', answer: written(facts, language, path, version, content, 200) });

const written = (
  facts: Facts,
  language: Language,
  path: FormPath,
  version: string,
  content: Content,
  status: number,
): Answer => ({
  ...pageOf(language, facts, path, version === '' ? {} : { version }, content, status),
  fresh: true,
});

const download = ({ name }: PortalVersion, body: string): Answer => ({
  status: 200,
  type: 'application/xml; charset=utf-8',
  body,
  fresh: true,
  fileName: `ssbtek-${name}-soapui-project.xml`,
});
