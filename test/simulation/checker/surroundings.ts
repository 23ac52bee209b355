import type { Of } from '../history.ts';
import type { Indexed, Rule, Violation } from './violation.ts';

/** I9: nothing personal is outside the encrypted payload. */
export const nothingOutside: Rule = function* (history) {
  for (const outside of history.all('outside'))
    yield { invariant: 'I9', what: `a person's number stands in ${outside.where}`, because: [outside] };
};

/** Never left by one that stops in good order: what waits for others goes to those who come after it. */
const NEVER_LEFT = ['questions', 'calls'];

/** I11: joins, calls and messages are back to none when the load ends. */
export const nothingLeft: Rule = function* (history) {
  for (const left of history.all('left')) {
    const stopped = history.changes(left.host).some(({ what, t }) => what === 'stopping' && t <= left.t);
    const held = Object.entries(left.figures).filter(
      ([name, count]) => count !== 0 && (!stopped || NEVER_LEFT.includes(name)),
    );
    if (held.length > 0)
      yield {
        invariant: 'I11',
        what: `${left.host} still holds ${held.map(([name, count]) => `${count} ${name}`).join(', ')}`,
        because: [...history.changes(left.host), left],
      };
  }
};

/** A fault in the program is no answer to anything. */
export const noCrash: Rule = function* (history) {
  for (const crash of history.all('crash'))
    yield { invariant: 'C', what: `${crash.host}: ${crash.error}`, because: [crash] };
};

const sum = ({ counters }: Of<'counted'>, name: string, ...labels: readonly string[]): number =>
  Object.entries(counters)
    .filter(([key]) => key.split(' ')[0] === name && labels.every((label) => key.split(' ').includes(label)))
    .reduce((total, [, count]) => total + count, 0);

/** I12: metrics agree with what happened. */
export const metricsAgree: Rule = function* (history) {
  const seen = perHost(history);
  for (const counted of history.all('counted')) {
    const own = seen.get(counted.host) ?? { asks: 0, calls: 0, answers: 0, records: 0 };
    const wrong = (what: string): Violation => ({ invariant: 'I12', what, because: [counted] });
    const differs = (name: string, is: number, real: number): Violation[] =>
      is === real ? [] : [wrong(`${counted.host}: ${name} is ${is}, and ${real} happened`)];
    if (counted.role === 'ingress') {
      yield* differs('inquiries_total', sum(counted, 'inquiries_total'), own.asks);
      const [answered, failed] = [
        ['complete', 'partial', 'empty'].reduce(
          (total, outcome) => total + sum(counted, 'inquiries_total', `outcome=${outcome}`),
          0,
        ),
        sum(counted, 'inquiries_total', 'outcome=server_fault'),
      ];
      if (answered < own.answers) yield* differs('answers in inquiries_total', answered, own.answers);
      if (failed > 0 && own.asks === 0) yield wrong('faults without questions');
      if (sum(counted, 'identity_mismatches_total', 'agency=composite') > 0)
        yield wrong(`${counted.host}: a composite did not fit its question`);
    } else if (counted.role.startsWith('worker-')) {
      const made =
        sum(counted, 'agency_calls_total') -
        ['breaker-open', 'mapping', 'busy', 'connection']
          .map((result) => sum(counted, 'agency_calls_total', `result=${result}`))
          .reduce((total, count) => total + count, 0);
      if (made > own.calls) yield* differs('agency_calls_total', made, own.calls);
      const most = sum(counted, 'agency_calls_total');
      if (most < own.calls) yield* differs('agency_calls_total', most, own.calls);
    }
  }
};

interface Seen {
  asks: number;
  calls: number;
  answers: number;
  records: number;
}

function perHost(history: Indexed): ReadonlyMap<string, Seen> {
  const hosts = new Map<string, Seen>();
  const at = (host: string): Seen => {
    const known = hosts.get(host) ?? { asks: 0, calls: 0, answers: 0, records: 0 };
    hosts.set(host, known);
    return known;
  };
  for (const { host } of history.all('ask')) at(host).asks += 1;
  for (const { host } of history.all('call')) at(host).calls += 1;
  for (const { host, parts } of history.all('answer')) if (parts) at(host).answers += 1;
  return hosts;
}
