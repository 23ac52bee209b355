import { scenarios, severityOf, type Ring } from '../../promql/scenarios.ts';
import { page, table } from './markdown.ts';
import type { RenderedFile } from '../file.ts';

const one = (ring: Ring): string => {
  const times = ring.count === undefined ? '' : `${ring.count} × `;
  return `${times}${ring.alert} (${severityOf(ring.alert)}, ${ring.within})`;
};

const list = (rings: readonly Ring[]): string => rings.map(one).join(', ') || '–';

/** What rings when, as promtool has tried it. */
export const scenarioPage = (): RenderedFile =>
  page(
    'docs/operate/scenarios.md',
    'What rings when',
    'Each line is tried with all rules at once, in simulated time, on top of an installation that is well: [scenarios.yaml](../../deploy/prometheus/scenarios.yaml), run by `npx vitest run --project ops test/ops/alerts`. Nothing rings but what is named. A time is counted from the fault, at the latest. `page`: somebody gets up; `ticket`: the next working day. Alertmanager holds back what follows from a cause that it tells of ([alertmanager.yaml](../../deploy/alertmanager/alertmanager.yaml)). Several alerts of one name in one installation are one notification. What else an alert does not ring for is in [its own tests](../../deploy/prometheus/tests). What to do: [runbooks](../../deploy/runbooks/README.md).',
    table(
      ['what happens', 'rings', 'held back', 'silent'],
      scenarios().map(({ name, rings, silent = '' }) => [
        name,
        list(rings.filter(({ held }) => held === undefined)),
        list(rings.filter(({ held }) => held !== undefined)),
        silent,
      ]),
    ),
  );
