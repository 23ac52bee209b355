/** What a curve is called: `{{agency}} {{protocol}}` with its labels put in; all labels where it has no name. */
export function legendOf(legend: string, metric: Readonly<Record<string, string>>): string {
  const named = legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? '').trim();
  if (named !== '') return named;
  const { __name__: name, ...labels } = metric;
  return Object.values(labels).join(' ') || (name ?? 'value');
}

const significant = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** A value in the unit that Grafana names, for people. */
export function shownValue(value: number | undefined, unit: string): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  switch (unit) {
    case 'percentunit':
      return `${significant.format(value * 100)} %`;
    case 's':
      return Math.abs(value) < 1
        ? `${significant.format(value * 1000)} ms`
        : `${significant.format(value)} s`;
    case 'bytes':
    case 'decbytes':
      return `${significant.format(value / 1e6)} MB`;
    default:
      return Math.abs(value) >= 1000 ? WHOLE.format(value) : significant.format(value);
  }
}
