import type { Routing } from '@ssbtek/messaging';

/** A composite later than this share of its budget finds nobody waiting any more. */
const USEFUL_SHARE = 1.1;

/** Until when somebody may wait for what was announced, or replied, at a time; broker ms. */
export const usefulUntil = (appendedAt: number, { budgetMs }: Pick<Routing, 'budgetMs'>): number =>
  appendedAt + budgetMs * USEFUL_SHARE;
