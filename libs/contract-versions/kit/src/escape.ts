/** What XML 1.0 cannot carry at all, not even escaped: most control characters and halves of surrogate pairs. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Anything that needs a second look; most texts have none of it. */
const SUSPECT = /[^\t\n -%'-;=?-\uD7FF\uE000-\uFFFD]/;

/** The text with characters that XML forbids replaced by U+FFFD, so that no agency text can spoil an answer. */
export const xmlSafe = (text: string): string => text.toWellFormed().replace(FORBIDDEN, '\uFFFD');

/** Character data between tags. A carriage return is escaped, because a reader would turn it into a line feed. */
export function textContent(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return xmlSafe(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** An attribute's value between double quotes. */
export const attributeValue = (text: string): string =>
  textContent(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
