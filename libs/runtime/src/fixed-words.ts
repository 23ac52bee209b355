/**
 * What may be told of an error: its class or code, and the place in the program it came from. Its message never:
 * it may quote what somebody sent.
 */
export function fixedWords(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(error.code)
      ? error.code
      : '';
  const place = /^\s+at .*?([^/\\(\s]+:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1];
  return [code || error.constructor.name, place && `at ${place}`].filter(Boolean).join(' ');
}
