import { DELAR, FORMANER } from '@ssbtek/contract';
import { LEFI_GRUPPER } from '@ssbtek/contract-version';
import type { Specifikt } from '@ssbtek/core';
import type { Facts, PortalVersion } from '../facts';
import { html, type Html, type Part } from '../html';
import type { InBoth, Language } from '../language';
import { swedish, word } from '../parts';
import { FORMAN_CHOICES, WAYS, type ReadForm } from './form';

const TEXTS = {
  sv: {
    mistakes: 'Det här behöver ändras innan frågan kan skickas',
    person: 'Testperson',
    number: 'Eller ett annat testnummer, tolv siffror',
    numberHint: 'Bara Skatteverkets publicerade testnummer. Aldrig en verklig persons.',
    agencies: 'Bastjänster som tillfrågas',
    period: 'Tidsperiod',
    from: 'Första dagen',
    tom: 'Sista dagen',
    formaner: 'Försäkringskassans förmåner',
    forman: { all: 'Alla', none: 'Inga', some: 'De som är valda nedan' },
    chosen: 'Välj förmåner en och en',
    lefi: 'Försäkringskassans uppgifter (LEFI)',
    aktorsid: 'Aktorsid, kommunens namn hos LEFI',
    beskattning: 'Skatteverkets uppgifter',
    years: 'Skatteår, med mellanslag mellan',
    way: 'Väg',
    ways: { soap: 'Webbtjänst (SOAP)', shs: 'Meddelande (SHS)' },
    send: 'Skicka frågan',
    show: 'Visa frågan',
    soapui: 'Hämta som SoapUI-projekt',
  },
  en: {
    mistakes: 'This has to be changed before the question can be sent',
    person: 'Test person',
    number: 'Or another test number, twelve digits',
    numberHint: "Only Skatteverket's published test numbers. Never those of real people.",
    agencies: 'Agencies that are asked',
    period: 'Period',
    from: 'First day',
    tom: 'Last day',
    formaner: 'Benefits of Försäkringskassan',
    forman: { all: 'All', none: 'None', some: 'Those chosen below' },
    chosen: 'Choose benefits one by one',
    lefi: 'Data of Försäkringskassan (LEFI)',
    aktorsid: 'Aktorsid, how LEFI names the municipality',
    beskattning: 'Data of Skatteverket',
    years: 'Tax years, with spaces between',
    way: 'Sent by',
    ways: { soap: 'Web service (SOAP)', shs: 'Message (SHS)' },
    send: 'Send the question',
    show: 'Show the question',
    soapui: 'Download as a SoapUI project',
  },
} satisfies InBoth<object>;

/** The form of a version's question. What is filled in goes by POST: nobody is named in an address. */
export function trialForm(language: Language, facts: Facts, version: PortalVersion, read: ReadForm): Html {
  const t = TEXTS[language];
  const specific = [...new Set(Object.values(version.specifikt))];
  return html`${mistakesOf(language, read)}
    <form
      class="trial"
      method="post"
      action="/${language}/prova?version=${version.name}#svaret"
      autocomplete="off"
    >
      ${personFields(language, facts, read)}
      <fieldset id="fragor">
        <legend>${t.agencies}</legend>
        <div class="checks">
          ${version.koder.map((kod) => {
            const agency = facts.agencies.find((one) => one.kod === kod);
            const text = [word(agency?.element ?? kod), ' ', swedish(agency?.namn ?? '')];
            return check('checkbox', 'fraga', kod, read.form.asked.includes(kod), text);
          })}
        </div>
      </fieldset>
      <fieldset>
        <legend>${t.period}</legend>
        <div class="fields">
          ${field(read, 'from', t.from, 'date', read.form.from)}${field(read, 'tom', t.tom, 'date', read.form.tom)}
        </div>
      </fieldset>
      ${specific.map((typ) => specificFields(language, typ, read))}
      ${
        facts.shs &&
        html`<fieldset>
          <legend>${t.way}</legend>
          ${WAYS.map((one) => check('radio', 'way', one, read.form.way === one, t.ways[one]))}
        </fieldset> `
      }
      <p class="buttons">
        <button type="submit" name="do" value="send">${t.send}</button>
        <button type="submit" name="do" value="show">${t.show}</button>
        <button type="submit" name="do" value="soapui">${t.soapui}</button>
      </p>
    </form> `;
}

/** What has to be changed, each with a way to its field. */
function mistakesOf(language: Language, { mistakes }: ReadForm): Html | undefined {
  if (mistakes.length === 0) return undefined;
  return html`<div class="note" role="alert">
    <p class="state bad">${TEXTS[language].mistakes}</p>
    <ul>
      ${mistakes.map(({ field, text }) => html`<li><a href="#${field}">${text[language]}</a></li> `)}
    </ul>
  </div> `;
}

function personFields(language: Language, { persons }: Facts, { form, mistakes }: ReadForm): Html {
  const t = TEXTS[language];
  const known = persons.some(({ personidentitet }) => personidentitet === form.person);
  const options = persons.map(
    ({ personidentitet, fornamn, efternamn, shows }) =>
      html`<option value="${personidentitet}" ${personidentitet === form.person && html`selected`}>
        ${personidentitet} ${fornamn} ${efternamn}: ${shows[language]}
      </option> `,
  );
  const wrong = mistakes.some(({ field: id }) => id === 'nummer');
  return html`<fieldset>
    <legend>${t.person}</legend>
    <label for="person">${t.person}</label
    ><select id="person" name="person">
      ${options}
    </select>
    <label for="nummer">${t.number}</label
    ><input
      id="nummer"
      name="nummer"
      type="text"
      inputmode="numeric"
      maxlength="20"
      value="${known ? '' : form.person}"
      aria-describedby="nummer-hjalp"
      ${wrong && html`aria-invalid="true"`}
    />
    <p id="nummer-hjalp" class="muted">${t.numberHint}</p>
  </fieldset> `;
}

function specificFields(language: Language, typ: Specifikt['typ'], read: ReadForm): Part {
  const t = TEXTS[language];
  const { form } = read;
  switch (typ) {
    case 'ingen':
      return undefined;
    case 'formansforteckning':
      return html`<fieldset>
        <legend>${t.formaner}</legend>
        ${FORMAN_CHOICES.map((one) => check('radio', 'forman', one, form.forman === one, t.forman[one]))}
        <details ${form.forman === 'some' && html`open`}>
          <summary>${t.chosen}</summary>
          <div class="checks">
            ${FORMANER.map((one) => check('checkbox', 'formaner', one, form.formaner.includes(one), word(one)))}
          </div>
        </details>
      </fieldset> `;
    case 'lefi':
      return html`<fieldset>
        <legend>${t.lefi}</legend>
        ${field(read, 'aktorsid', t.aktorsid, 'text', form.aktorsid)}
        ${Object.entries(LEFI_GRUPPER).map(
          ([group, codes]) =>
            html`<p>${word(group)}</p>
              <div class="checks">
                ${codes.map((one) => {
                  const value = `${group}/${one}`;
                  return check('checkbox', 'lefi', value, form.lefi.includes(value), word(one));
                })}
              </div> `,
        )}
      </fieldset> `;
    case 'beskattning':
      return html`<fieldset id="delar">
        <legend>${t.beskattning}</legend>
        ${field(read, 'ar', t.years, 'text', form.ar.join(' '))}
        <div class="checks">
          ${DELAR.map((one) => check('checkbox', 'del', one, form.delar.includes(one), word(one)))}
        </div>
      </fieldset> `;
  }
}

const field = ({ mistakes }: ReadForm, id: string, label: string, type: string, value: string): Html =>
  html`<div>
    <label for="${id}">${label}</label
    ><input
      id="${id}"
      name="${id}"
      type="${type}"
      value="${value}"
      maxlength="60"
      ${mistakes.some((one) => one.field === id) && html`aria-invalid="true"`}
    />
  </div> `;

function check(type: 'checkbox' | 'radio', name: string, value: string, on: boolean, text: Part): Html {
  const id = `${name}-${value.replace(/[^\w]/g, '-')}`;
  return html`<label class="check" for="${id}"
    ><input id="${id}" name="${name}" type="${type}" value="${value}" ${on && html`checked`} />
    <span>${text}</span></label
  > `;
}
