import { af } from '@ssbtek/bastjanst-af';
import { csn } from '@ssbtek/bastjanst-csn';
import { fk } from '@ssbtek/bastjanst-fk';
import { miv } from '@ssbtek/bastjanst-miv';
import { skv } from '@ssbtek/bastjanst-skv';
import { so } from '@ssbtek/bastjanst-so';
import { tns } from '@ssbtek/bastjanst-tns';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import type { Kod } from '@ssbtek/core';

/** Every agency, in the contract's order (sources.md 1.3). A new agency is one line here. */
export const BASTJANSTER: readonly Bastjanst[] = [af, csn, fk, skv, so, tns, miv];

/** The codes of all agencies, in the contract's order. */
export const KODER: readonly Kod[] = BASTJANSTER.map(({ descriptor }) => descriptor.kod);

const BY_KOD: ReadonlyMap<Kod, Bastjanst> = new Map(BASTJANSTER.map((b) => [b.descriptor.kod, b]));

/** The agency with this code, or undefined. */
export const bastjanstOf = (kod: Kod): Bastjanst | undefined => BY_KOD.get(kod);

/** The agency whose contract element this is (`AF`), or undefined. */
export const bastjanstOfElement = (element: string): Bastjanst | undefined =>
  BASTJANSTER.find(({ descriptor }) => descriptor.element === element);
