/** What a caller may ask: about a person (`fraga`), or whether the agencies' test operations answer (`test`). */
export type QuestionTyp = 'fraga' | 'test';

/** The operation for each, which is also the element of its question (sources.md 1.2). */
export const OPERATION: Readonly<Record<QuestionTyp, string>> = {
  fraga: 'hamtaBastjanstInformation',
  test: 'testaBastjanstInformation',
};
