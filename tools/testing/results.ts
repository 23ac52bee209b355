/** What a step came to: counts, and of each failure the words that say what failed. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
  /** Files of tests that failed: what can be tried again. Empty where what failed is no test. */
  readonly files: readonly FileOutcome[];
}

/** A file in which tests failed. */
export interface FileOutcome {
  readonly name: string;
  /** Its tests that passed nevertheless. */
  readonly passed: number;
}

/** As the test runner's JSON reporter writes it, as far as it is read here. */
interface Results {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly testResults?: readonly FileResult[];
}

interface FileResult {
  readonly name: string;
  readonly status: string;
  /** What failed outside a test: an import, a hook. Its tests are then neither passed nor failed. */
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages?: readonly string[] | null;
  }[];
}

const LINES_OF_A_FAILURE = 12;

const linesOf = (text: string): string[] => text.trim().split('\n');

/** The beginning of a text: of a stack nobody needs more in a summary. */
const firstLines = (text: string): string => linesOf(text).slice(0, LINES_OF_A_FAILURE).join('\n');

/** The end of a text: where a tool says what is wrong. */
export const lastLines = (text: string): string =>
  linesOf(text)
    .slice(-3 * LINES_OF_A_FAILURE)
    .join('\n');

function failuresOf({ name, status, message, assertionResults }: FileResult): string[] {
  const tests = assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${name} > ${test.fullName}\n${firstLines(test.failureMessages?.[0] ?? '')}`);
  return status === 'failed' && tests.length === 0 ? [`${name}\n${firstLines(message)}`] : tests;
}

/**
 * What the tests of a step came to. A file whose import or hook failed is a failure of its own, and so is a runner that
 * ended badly without naming any, or found no test at all.
 */
export function outcomeOfTests(json: string, ended: { readonly well: boolean }): Outcome {
  const { numPassedTests: passed = 0, numFailedTests = 0, testResults = [] } = JSON.parse(json) as Results;
  const failedFiles = testResults.filter((file) => failuresOf(file).length > 0);
  if (failedFiles.length === 0 && !(ended.well && passed > 0)) {
    const failures = ['the test runner ended badly and names no failed test'];
    return { passed, failed: Math.max(numFailedTests, 1), failures, files: [] };
  }
  const failures = failedFiles.flatMap(failuresOf);
  const files = failedFiles.map(({ name, assertionResults }) => ({
    name,
    passed: assertionResults.filter(({ status }) => status === 'passed').length,
  }));
  return { passed, failed: Math.max(numFailedTests, failures.length), failures, files };
}

/** What a step came to after its failed files have been tried again: what they came to the second time counts. */
export function afterSecondTry(first: Outcome, second: Outcome): Outcome {
  const replaced = first.files.reduce((sum, { passed }) => sum + passed, 0);
  return { ...second, passed: first.passed - replaced + second.passed };
}
