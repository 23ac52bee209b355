import type { Texts } from '@ssbtek/bastjanst-kit';

/** Language of a page; Swedish first. */
export type Language = keyof Texts;

export const LANGUAGES: readonly Language[] = ['sv', 'en'];

/** What a language calls itself. */
export const NAME_OF_LANGUAGE: Texts = { sv: 'Svenska', en: 'English' };

/** The other language. */
export const otherThan = (language: Language): Language => (language === 'sv' ? 'en' : 'sv');

/** Texts of a page in both languages: what one has the other has, or it does not compile. */
export type InBoth<T> = Readonly<Record<Language, T>>;
