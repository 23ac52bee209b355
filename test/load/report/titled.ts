/** Cells of a line. */
export type Row = readonly string[];

/** A table as lines; empty without rows. The first column is aligned left, figures right. */
export function titled(title: string, head: Row, rows: readonly Row[]): Row {
  if (rows.length === 0) return [];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: Row): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return ['', title, ...[head, ...rows].map((row) => `  ${line(row)}`.trimEnd())];
}
