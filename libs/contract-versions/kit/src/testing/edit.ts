/** A change to a question's text. */
export type Edit = (text: string) => string;

/** Some changes one after the other. */
export const edited = (text: string, ...edits: readonly Edit[]): string =>
  edits.reduce((before, edit) => edit(before), text);

/** Replaces the first occurrence; a test whose text is not there would test nothing, so that is an error. */
export const swap =
  (from: string | RegExp, to: string): Edit =>
  (text) => {
    const there = typeof from === 'string' ? text.includes(from) : from.test(text);
    if (!there) throw new Error(`not in the question: ${String(from)}`);
    return text.replace(from, () => to);
  };

const whole = (name: string): RegExp => new RegExp(`<${name}(?:\\s[^>]*)?(?:/>|>[\\s\\S]*?</${name}>)`);

function found(text: string, name: string): string {
  const [element] = whole(name).exec(text) ?? [];
  if (element === undefined) throw new Error(`no element ${name}`);
  return element;
}

/** The first element of this name is left out. */
export const without = (name: string): Edit => swap(whole(name), '');

/** The first element of this name stands twice. */
export const doubled =
  (name: string): Edit =>
  (text) =>
    swap(whole(name), found(text, name).repeat(2))(text);

/** The first element of this name has this text. */
export const withText = (name: string, content: string): Edit =>
  swap(whole(name), `<${name}>${content}</${name}>`);

/** The first element of this name stands in front of the first one of the other. */
export const moved =
  (name: string, before: string): Edit =>
  (text) => {
    const element = found(text, name);
    const rest = without(name)(text);
    return swap(found(rest, before), element + found(rest, before))(rest);
  };

/** Changes only inside the first element of this name. */
export const inside =
  (name: string, edit: Edit): Edit =>
  (text) =>
    swap(found(text, name), edit(found(text, name)))(text);
