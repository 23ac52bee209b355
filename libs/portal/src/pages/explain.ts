import type { Facts } from '../facts';
import { html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import { to, type Content } from '../layout';
import { readAnswer } from '../trial/answer';
import { answerPart } from '../trial/answer-part';

const TEXTS = {
  sv: {
    title: 'Förklara ett svar',
    lead: 'Klistra in ett svar eller ett fel från SSBTEK, så förklaras det och jämförs med versionens schema.',
    private:
      'Svaret läses i portalen och skickas inte vidare, sparas inte och skrivs inte i loggen. Klistra ändå bara in svar om testpersoner.',
    label: 'Svaret, som XML',
    button: 'Förklara',
    back: 'Prova en fråga',
    nothing: 'Klistra in ett svar först.',
  },
  en: {
    title: 'Explain an answer',
    lead: 'Paste an answer or an error from SSBTEK: it is explained and compared with the schema of its version.',
    private:
      'The answer is read inside the portal; it is not sent on, not kept and not written into the log. Paste answers about test persons only, all the same.',
    label: 'The answer, as XML',
    button: 'Explain',
    back: 'Try a question',
    nothing: 'Paste an answer first.',
  },
} satisfies InBoth<object>;

/** The page as it is opened. */
export const explainPage = (language: Language): Content => explainContent(language);

/** An answer that was pasted, explained. What was pasted is not put back into the field: it stands below. */
export function explainedPage(language: Language, facts: Facts, pasted: string): Content {
  const t = TEXTS[language];
  const text = pasted.trim();
  if (text === '') return explainContent(language, html`<p role="alert" class="bad">${t.nothing}</p> `);
  // What somebody pastes is characters, whatever encoding its declaration names.
  const bytes = new TextEncoder().encode(text.replace(/^<\?xml[^>]{0,200}\?>/, ''));
  return explainContent(language, answerPart(language, facts, readAnswer(facts, bytes)));
}

function explainContent(language: Language, result?: Part): Content {
  const t = TEXTS[language];
  const main = html`<p>${to(language, '/prova', t.back)}</p>
    <h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    <p class="note">${t.private}</p>
    ${result}
    <form class="trial" method="post" action="/${language}/prova/forklara#svaret" autocomplete="off">
      <label for="svar">${t.label}</label
      ><textarea id="svar" name="svar" rows="12" spellcheck="false"></textarea>
      <p class="buttons"><button type="submit">${t.button}</button></p>
    </form> `;
  return { title: t.title, main };
}
