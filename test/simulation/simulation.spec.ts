import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { check } from './checker/check.ts';
import { CORRUPTIONS } from './checker/corrupted.ts';
import { FAULT_KINDS } from './faults/kinds.ts';
import { planOf } from './faults/make-plan.ts';
import { hashOf } from './history.ts';
import { NAMED_SEEDS } from './named-seeds.ts';
import { EDITION, type Plan } from './plan.ts';
import { INQUIRIES } from './planted/kind.ts';
import { PLANTED } from './planted/planted.ts';
import { runPlan } from './run/run.ts';
import { judge, judgeSeed, reduced } from './run/seed.ts';
import { shrunk } from './run/shrink.ts';

const FIXED = 25;
const FRESH = 8;
const EACH = 60;
/** One with many faults. */
const SEED = 5;

const ROOT = new URL('../..', import.meta.url).pathname;

/** What is wrong with a seed, and how to see it again. */
async function wrongWith(seed: number, inquiries: number, edition = EDITION): Promise<readonly string[]> {
  const { violations } = await judgeSeed(seed, { inquiries, edition });
  return violations.map(
    ({ invariant, what }) =>
      `${invariant} ${what}: npm run simulate -- --seed ${seed} --inquiries ${inquiries} --edition ${edition} --shrink`,
  );
}

describe('a simulated run', () => {
  it('has the same history for the same seed, in this process and in another', async () => {
    const plan = planOf(SEED, { inquiries: EACH });
    expect(plan.faults.length).toBeGreaterThan(4);
    const [first, second] = [await runPlan(plan), await runPlan(plan)];
    const hash = hashOf(first.history);
    expect(hashOf(second.history)).toBe(hash);
    const args = ['--import', './tools/aliases.ts', 'test/simulation/simulate.ts'];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...args, '--seed', String(SEED), '--inquiries', String(EACH)],
      { cwd: ROOT },
    );
    expect(stdout).toContain(hash);
  });

  it('has another history for another seed', async () => {
    const [one, other] = await Promise.all([1, 2].map(async (seed) => planOf(seed, { inquiries: 5 })));
    expect(one).not.toEqual(other);
  });

  it('leaves the clocks of everybody else alone', async () => {
    const before = Date.now();
    const run = runPlan(planOf(1, { inquiries: 1 }));
    expect(Math.abs(Date.now() - before)).toBeLessThan(60_000);
    await run;
  });

  it('knows at least thirty kinds of fault', () => {
    expect(FAULT_KINDS.length).toBeGreaterThanOrEqual(30);
  });
});

describe('the mesh', () => {
  it.each(NAMED_SEEDS)(
    'no longer does what seed $seed found: $what',
    async ({ seed, inquiries, edition }) => {
      expect(await wrongWith(seed, inquiries, edition)).toEqual([]);
    },
  );

  it(`keeps its promises in ${FIXED} schedules`, async () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= FIXED; seed += 1) wrong.push(...(await wrongWith(seed, EACH)));
    expect(wrong).toEqual([]);
  });

  // Others every day, and the same all day: a second try of what failed tries the same.
  it(`keeps its promises in ${FRESH} schedules that nobody has seen`, async () => {
    const day = Math.floor(Date.now() / 86_400_000);
    const from = 1_000_000 + day * FRESH;
    const wrong: string[] = [];
    for (let seed = from; seed < from + FRESH; seed += 1) wrong.push(...(await wrongWith(seed, EACH)));
    expect(wrong).toEqual([]);
  });

  it('keeps its promises with its real documents', async () => {
    const wrong: unknown[] = [];
    for (let seed = 1; seed <= 4; seed += 1) {
      const { violations, ran } = await judge(planOf(seed, { inquiries: 10, documents: 'real' }));
      expect(ran.history.some((one) => one.k === 'answer')).toBe(true);
      wrong.push(...violations);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a planted mistake', () => {
  it.each(PLANTED)(
    'is found within $within seeds: $what',
    async ({ within, documents, mistakes, breaks }) => {
      const options = {
        inquiries: documents === 'real' ? 10 : INQUIRIES,
        documents: documents ?? 'plain',
      } as const;
      for (let seed = 1; seed <= within; seed += 1) {
        const { violations } = await judge(planOf(seed, options), mistakes());
        if (violations.length === 0) continue;
        expect(violations.some(({ invariant }) => breaks.includes(invariant))).toBe(true);
        return;
      }
      expect.fail(`not found within ${within} seeds`);
    },
  );

  it('stands in the table of docs/trust.md', () => {
    const text = readFileSync(`${ROOT}docs/trust.md`, 'utf8').replaceAll(/ +/g, ' ');
    for (const { name, what, within } of PLANTED) {
      const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` | ${what} |`));
      expect(row, name).toMatch(new RegExp(`\\| ${within} \\|$`));
    }
  });

  it('are at least thirty', () => {
    expect(PLANTED.length).toBeGreaterThanOrEqual(30);
  });

  it('is shown by a schedule that is as small as it gets', async () => {
    const planted = PLANTED.find(({ name }) => name === 'other-person-not-noticed');
    const mistakes = planted?.mistakes ?? (() => ({}));
    const planned = async (): Promise<Plan> => {
      for (let seed = 1; ; seed += 1) {
        const plan = planOf(seed, { inquiries: 20, documents: 'plain' });
        const { violations } = await judge(plan, mistakes());
        if (violations.some(({ invariant }) => invariant === 'I3')) return plan;
      }
    };
    const plan = await planned();
    const small = await shrunk(plan, 'I3', mistakes);
    expect(small.faults).toHaveLength(1);
    // With fewer questions the draws are others: more than one may be needed for the same to happen.
    expect(small.asks.length).toBeLessThan(6);
    const { violations } = await judge(reduced(plan, small), mistakes());
    expect(violations.map(({ invariant }) => invariant)).toContain('I3');
  });
});

describe('the checker', async () => {
  const plan = planOf(3, { inquiries: 40, documents: 'plain' });
  const calm: Plan = {
    ...plan,
    agencyMedianMs: 20,
    padding: {},
    faults: [],
    numbers: {
      deadlineMs: 6000,
      ingressInFlight: 1000,
      workerInFlight: 512,
      aggregatorInFlight: 50_000,
      maxBytes: 2 ** 28,
      maintenance: [],
    },
    asks: plan.asks.map((ask, at) => {
      const { leavesAfter: _, ...rest } = ask;
      return { ...rest, korrelationsid: `KORR-${at}`, fetchMs: 0, ...(at === 0 && { leavesAfter: 1 }) };
    }),
  };
  const { history } = await runPlan(calm);

  it('has nothing against a good history', () => {
    expect(check(history)).toEqual([]);
    expect(history.some((one) => one.k === 'gone')).toBe(true);
  });

  it('is fed with at least fifty corrupted histories', () => {
    expect(CORRUPTIONS.length).toBeGreaterThanOrEqual(50);
  });

  it.each(CORRUPTIONS)('objects to $what ($breaks), and shows it', ({ of, breaks }) => {
    const found = check(of(history)).filter(({ invariant }) => invariant === breaks);
    expect(found).not.toEqual([]);
    for (const { because } of found) {
      expect(because.length).toBeGreaterThan(0);
      expect(because.length).toBeLessThan(60);
    }
  });
});
