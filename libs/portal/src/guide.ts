import { GUIDE } from './made/guide';
import type { Html } from './html';
import type { InBoth, Language } from './language';
import { markdown, type Rendering } from './markdown';

/** Chapters of the guide with a page of their own, in the order they are read in. */
export const CHAPTERS = ['borja', 'anropet', 'fragan', 'svaret', 'vem-far-fraga', 'shs', 'exempel'] as const;

export type Chapter = (typeof CHAPTERS)[number];

/** The chapter about going from one version to the next, which stands on the page of versions. */
export const MOVING = 'byta-version';

/** Pages of the portal that tell what these pages of the repository tell. */
const TOLD_ELSEWHERE: Readonly<Record<string, string>> = {
  '../../felkoder.md': '/felkoder',
  'bastjanster.md': '/bastjanster',
  [`${MOVING}.md`]: '/versioner',
};

const TABLE: InBoth<string> = { sv: 'Tabell', en: 'Table' };

/** Where a link of the guide leads to on the portal; undefined for what only the repository has. */
export function guideLink(language: Language, target: string): string | undefined {
  const [file = '', anchor] = target.split('#');
  const at = anchor === undefined ? '' : `#${anchor}`;
  if (file === '') return at;
  const elsewhere = TOLD_ELSEWHERE[file];
  if (elsewhere !== undefined) return `/${language}${elsewhere}${at}`;
  const chapter = CHAPTERS.find((name) => file === `${name}.md`);
  if (chapter) return `/${language}/anslut/${chapter}${at}`;
  return /^\.\.\/\.\.\/examples\/[\w.-]+$/.test(file)
    ? file.replace('../../examples/', '/exempel/')
    : undefined;
}

/** A file of the guide as it was written. */
export const guideText = (language: Language, name: string): string => GUIDE[language][name] ?? '';

/** What a chapter is called: its first heading. */
export const titleOf = (language: Language, name: string): string =>
  /^# (.+)$/m.exec(guideText(language, name))?.[1] ?? name;

/** A chapter as it stands on a page of its own. */
export const chapter = (language: Language, name: string): Html =>
  markdown(guideText(language, name), renderingIn(language, 0));

/** A chapter below a heading that the page has already: without its title, and one level lower. */
export const chapterBelow = (language: Language, name: string): Html =>
  markdown(guideText(language, name).replace(/^# .+$/m, ''), renderingIn(language, 1));

const renderingIn = (language: Language, deeper: number): Rendering => ({
  link: (target) => guideLink(language, target),
  deeper,
  tableUnder: (heading) => `${TABLE[language]}: ${heading}`,
});
