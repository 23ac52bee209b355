import { html, type Html, type Part } from './html';

/** A table that scrolls inside its own box on a narrow screen, also with the keyboard. */
export function table(caption: string, head: readonly string[], rows: ReadonlyArray<readonly Part[]>): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((one) => html`<th scope="col">${one}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(line)}
      </tbody>
    </table>
  </div> `;
}

/** One row; its first cell names it. */
const line = ([first, ...cells]: readonly Part[]): Html =>
  html`<tr>
    <th scope="row">${first}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr> `;

/** Lines to be copied; long ones go on in the next line of the box. */
export const code = (text: string): Html => html`<pre><code>${text}</code></pre> `;

/** A word of the contract or of a program. */
export const word = (text: string): Html => html`<code>${text}</code>`;

/** Several words with commas between. */
export const words = (texts: readonly string[]): readonly Part[] =>
  texts.flatMap((text, i) => (i === 0 ? [word(text)] : [', ', word(text)]));

/** Swedish text wherever it stands: the contract's texts and the agencies' names are never translated. */
export const swedish = (text: string): Html => html`<span lang="sv">${text}</span>`;
