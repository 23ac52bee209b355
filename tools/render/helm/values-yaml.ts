import { stringify } from 'yaml';
import { defaultsOf, isGroup, type Field, type Fields } from './field.ts';

/** Columns of a comment line. */
const WIDTH = 108;

const pad = (indent: number): string => ' '.repeat(indent);

/** A text as comment lines at an indentation. */
export function comment(text: string, indent = 0): readonly string[] {
  const at = `${pad(indent)}#`;
  return text.split('\n').flatMap((paragraph) => {
    const lines = [at];
    for (const word of paragraph.split(' ')) {
      const line = `${lines.at(-1) ?? ''} ${word}`;
      if (line.length > WIDTH && lines.at(-1) !== at) lines.push(`${at} ${word}`);
      else lines[lines.length - 1] = line;
    }
    return lines;
  });
}

function entry(key: string, field: Field, indent: number): readonly string[] {
  if (isGroup(field) ? Object.keys(defaultsOf(field.fields)).length === 0 : field.default === undefined)
    return [];
  const about = field.description === '' ? [] : comment(field.description, indent);
  const body = isGroup(field)
    ? [`${key}:`, ...valuesLines(field.fields, 2)]
    : stringify({ [key]: field.default }, { lineWidth: 0 })
        .trimEnd()
        .split('\n');
  return [...about, ...body.map((line) => (line === '' ? '' : pad(indent) + line))];
}

/** Lines of values.yaml: every value with what it means above it. */
export const valuesLines = (fields: Fields, indent = 0): readonly string[] =>
  Object.entries(fields).flatMap(([key, field], index) => [
    ...(indent === 0 && index > 0 ? [''] : []),
    ...entry(key, field, indent),
  ]);
