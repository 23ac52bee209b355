import { describe, expect, it } from 'vitest';

import { afterSecondTry, outcomeOfTests } from './results.ts';

function fileOf(name: string, tests: Record<string, string | undefined>, message = ''): object {
  const assertionResults = Object.entries(tests).map(([fullName, failure]) => ({
    fullName,
    status: failure === undefined ? 'passed' : 'failed',
    failureMessages: failure === undefined ? [] : [failure],
  }));
  const failed = message !== '' || Object.values(tests).some((failure) => failure !== undefined);
  return { name, status: failed ? 'failed' : 'passed', message, assertionResults };
}

const json = (passed: number, failed: number, ...testResults: object[]): string =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults });

describe('what a step of tests came to', () => {
  it('is its tests, when all is well', () => {
    expect(outcomeOfTests(json(2, 0, fileOf('a.spec.ts', { x: undefined })), { well: true })).toEqual({
      passed: 2,
      failed: 0,
      failures: [],
      files: [],
    });
  });

  it('names a failed test with the beginning of what it said', () => {
    const said = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    const { failed, failures } = outcomeOfTests(json(1, 1, fileOf('a.spec.ts', { x: said, y: undefined })), {
      well: false,
    });
    expect(failed).toBe(1);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/^a\.spec\.ts > x\nline 0\n/);
    expect(failures[0]).not.toContain('line 20');
  });

  it('counts a file whose hook failed, though no test of it did', () => {
    const { failed, failures } = outcomeOfTests(
      json(
        1,
        0,
        fileOf('a.spec.ts', {}, 'Hook timed out in 60000ms.'),
        fileOf('b.spec.ts', { x: undefined }),
      ),
      { well: false },
    );
    expect(failed).toBe(1);
    expect(failures).toEqual(['a.spec.ts\nHook timed out in 60000ms.']);
  });

  it.each([
    ['ended badly', json(3, 0, fileOf('a.spec.ts', { x: undefined })), false],
    ['found no test', json(0, 0), true],
  ])('is a failure where the runner %s', (_, results, well) => {
    expect(outcomeOfTests(results, { well })).toMatchObject({
      failed: 1,
      failures: [expect.stringContaining('ended badly')],
    });
  });

  it('names the files that can be tried again, and what passed in them', () => {
    const { files } = outcomeOfTests(
      json(
        2,
        2,
        fileOf('a.spec.ts', { x: 'no', y: undefined }),
        fileOf('b.spec.ts', { x: undefined }),
        fileOf('c.spec.ts', {}, 'Hook timed out.'),
      ),
      { well: false },
    );
    expect(files).toEqual([
      { name: 'a.spec.ts', passed: 1 },
      { name: 'c.spec.ts', passed: 0 },
    ]);
    expect(outcomeOfTests(json(3, 0), { well: false }).files).toEqual([]);
  });
});

describe('a second try', () => {
  const first = outcomeOfTests(
    json(5, 1, fileOf('a.spec.ts', { x: 'no', y: undefined }), fileOf('c.spec.ts', {}, 'Hook timed out.')),
    { well: false },
  );

  it('that passes leaves no failure, and counts each test once', () => {
    const all = json(
      4,
      0,
      fileOf('a.spec.ts', { x: undefined, y: undefined }),
      fileOf('c.spec.ts', { x: undefined, y: undefined }),
    );
    expect(afterSecondTry(first, outcomeOfTests(all, { well: true }))).toMatchObject({
      passed: 8,
      failed: 0,
      failures: [],
    });
  });

  it('that fails says what failed the second time', () => {
    const again = json(
      3,
      1,
      fileOf('a.spec.ts', { x: undefined, y: 'still no' }),
      fileOf('c.spec.ts', { x: undefined, y: undefined }),
    );
    const { passed, failed, failures } = afterSecondTry(first, outcomeOfTests(again, { well: false }));
    expect({ passed, failed }).toEqual({ passed: 7, failed: 1 });
    expect(failures).toEqual(['a.spec.ts > y\nstill no']);
  });
});
