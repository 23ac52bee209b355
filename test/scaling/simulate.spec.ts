import { describe, expect, it } from 'vitest';
import { figuresOf, run } from './figures.ts';
import { Partition } from './model/partition.ts';
import { simulate, type World } from './model/simulate.ts';
import { GROUP } from './scenarios.ts';

const calm = { medianMs: 200, spread: 0, hanging: 0 };
const world = (more: Partial<World> = {}): World => ({
  seconds: 60,
  asking: () => 20,
  passing: () => 0,
  mood: () => calm,
  ...more,
});
const fixed = (more: Partial<typeof GROUP> = {}) => ({ ...GROUP, metric: undefined, ...more });
const worker = (more: Partial<typeof GROUP.worker>) => fixed({ worker: { ...GROUP.worker, ...more } });

describe('a simulated group of workers', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(simulate(world(), fixed(), 7)).toEqual(simulate(world(), fixed(), 7));
    expect(simulate(world(), fixed(), 7)).not.toEqual(simulate(world(), fixed(), 8));
  });

  it('answers every question that asks its agency once, and no other', () => {
    const { fates } = simulate(world({ passing: () => 20 }), fixed());
    const all = Object.values(fates).reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(1000);
    expect(all).toBeLessThan(1400);
    expect(fates.data).toBe(all);
  });

  it('has as many in work as arrive while one is answered (Little)', () => {
    const { seconds } = simulate(world({ mood: () => ({ ...calm, medianMs: 2000 }) }), fixed());
    const later = seconds.slice(10).map(({ unfinished }) => unfinished);
    expect(later.reduce((sum, count) => sum + count, 0) / later.length).toBeCloseTo(40, -1);
  });

  it('lets a queue grow by what it cannot take', () => {
    // Two replicas, five at a time, a second each: ten of twenty.
    const { seconds } = simulate(
      world({ seconds: 21, mood: () => ({ ...calm, medianMs: 1000 }) }),
      worker({ maxInFlight: 5 }),
    );
    const queue = seconds.at(-1)?.unfinished ?? 0;
    expect(queue).toBeGreaterThan(150);
    expect(queue).toBeLessThan(280);
  });

  it('asks nobody for whom no time is left', () => {
    const { fates } = simulate(
      world({ mood: () => ({ ...calm, medianMs: 1000 }) }),
      worker({ maxInFlight: 2 }),
    );
    expect(fates.expired + fates.timeout + fates['breaker-open']).toBeGreaterThan(300);
  });

  it('opens the breaker at an agency that hangs', () => {
    const { fates } = simulate(world({ mood: () => ({ ...calm, hanging: 1 }) }), fixed());
    expect(fates.data).toBe(0);
    expect(fates['breaker-open']).toBeGreaterThan(fates.timeout / 2);
  });

  it('commits no further than its oldest open question, however many behind it are done', () => {
    const partition = new Partition();
    for (let i = 0; i < 3; i += 1) partition.append({ appendedAt: 0, partition: 0, asks: true });
    const [first, second] = partition.fetch();
    for (const message of [first, second]) message?.begin();
    second?.done();
    partition.commit();
    expect(partition.lag).toBe(3);
    first?.done();
    partition.commit();
    expect(partition.lag).toBe(1);
  });
});

/** What ADR 17 claims: minutes of a busy mesh, so a second or two of ours. */
describe('the chosen scaling', { timeout: 60_000 }, () => {
  it('takes a burst at a slow agency that two replicas cannot take', () => {
    expect(figuresOf(run('slowBurst', 'none')).share).toBeLessThan(0.9);
    const chosen = figuresOf(run('slowBurst', 'chosen'));
    expect(chosen.share).toBeGreaterThan(0.99);
    expect(chosen.mostReplicas).toBe(12);
    expect(chosen.recoveredAfter).toBeLessThan(120);
  });

  it('leaves the workers of other agencies alone, which the defaults do not', () => {
    expect(figuresOf(run('neighbour', 'chosen')).mostReplicas).toBe(2);
    expect(figuresOf(run('neighbour', 'keda')).mostReplicas).toBeGreaterThan(8);
  });

  it('does not move for a burst that two replicas take', () => {
    expect(figuresOf(run('burst', 'chosen'))).toMatchObject({ share: 1, mostReplicas: 2, rebalances: 0 });
    expect(figuresOf(run('burst', 'keda')).mostReplicas).toBe(12);
  });

  it('adds few replicas for a low watermark that hanging calls hold, and loses nothing by it', () => {
    const [chosen, none] = [figuresOf(run('tail', 'chosen')), figuresOf(run('tail', 'none'))];
    expect(chosen.mostReplicas).toBeLessThanOrEqual(5);
    expect(Math.abs(chosen.share - none.share)).toBeLessThan(0.01);
    expect(figuresOf(run('tail', 'keda')).mostReplicas).toBe(12);
  });
});
