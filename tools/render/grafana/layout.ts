import type { Panel } from './panel.ts';

const COLUMNS = 24;
const HEIGHTS: Readonly<Record<Panel['kind'], number>> = { graph: 8, number: 5 };

/** Where a panel stands, and its number. */
export interface Place {
  readonly id: number;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

/** A number made of the title: it stays when panels come and go around it, and links to the panel with it. */
export function idOf(title: string): number {
  let hash = 7;
  for (const character of title) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash + 1;
}

/** Places the panels in reading order, row by row. */
export function laidOut(panels: readonly Panel[]): readonly Place[] {
  let [x, y, rowHeight] = [0, 0, 0];
  return panels.map(({ title, kind, width: w = COLUMNS / 2 }) => {
    const h = HEIGHTS[kind];
    if (x + w > COLUMNS) [x, y, rowHeight] = [0, y + rowHeight, 0];
    const gridPos = { x, y, w, h };
    [x, rowHeight] = [x + w, Math.max(rowHeight, h)];
    return { id: idOf(title), gridPos };
  });
}
