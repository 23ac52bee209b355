import { planOf } from '../faults/make-plan.ts';
import { hashOf } from '../history.ts';
import { PLANTED } from '../planted/planted.ts';
import { judge, judgeSeed, reduced } from './seed.ts';
import { shrunk } from './shrink.ts';
import { countsOf, endOf, type OneResult, type SeedResult, type Task, type Told } from './task.ts';

/** A process of `npm run simulate`: runs what it is told to. */

const tell = (told: Told): void => void process.send?.(told);

async function seed(number: number, inquiries: number): Promise<SeedResult> {
  const { plan, ran, violations } = await judgeSeed(number, { inquiries });
  return {
    seed: number,
    inquiries: plan.asks.length,
    steps: ran.steps,
    virtualMs: ran.virtualMs,
    kinds: countsOf(ran.history.flatMap((one) => (one.k === 'fault' ? [one.kind] : []))),
    ends: countsOf(ran.history.flatMap((one) => endOf(one) ?? [])),
    found: violations.map(({ invariant, what }) => ({ invariant, what })),
  };
}

async function one({ shrink, ...given }: Extract<Task, { do: 'one' }>): Promise<OneResult> {
  const { documents, inquiries, edition } = given;
  const whole = planOf(given.seed, {
    inquiries,
    ...(documents && { documents }),
    ...(edition && { edition }),
  });
  const planted = PLANTED.find(({ name }) => name === given.mistake);
  if (given.mistake !== undefined && !planted) throw new Error(`no planted mistake ${given.mistake}`);
  const mistakes = planted?.mistakes ?? (() => ({}));
  const { ran, violations } = await judge(reduced(whole, given), mistakes());
  const [first] = violations;
  const index = (at: number): number => given.faults?.[at] ?? at;
  const faults = reduced(whole, given).faults.map(({ kind, at }, i) => ({ kind, at, index: index(i) }));
  const smaller = shrink && first ? await shrunk(whole, first.invariant, mistakes) : undefined;
  return {
    hash: hashOf(ran.history),
    events: ran.history.length,
    violations,
    faults,
    ...(smaller && { smaller: { ...given, ...smaller } }),
  };
}

async function run(task: Task): Promise<void> {
  if (task.do === 'one') tell({ told: 'one', result: await one(task) });
  else
    for (let next = task.from; next <= task.to; next += 1)
      tell({ told: 'seed', result: await seed(next, task.inquiries) });
  tell({ told: 'over' });
}

// It goes to all in the foreground: whoever has begun this decides.
process.on('SIGINT', () => undefined);
process.on('message', (task: Task) => {
  run(task).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
});
