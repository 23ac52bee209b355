const SOON_MS = 2000;

/** The promise's result, or a rejection after `ms`. What the promise does later goes unnoticed. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>(
    (_, reject) => (timer = setTimeout(() => reject(new Error('too late')), ms)),
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for the end of something that is given up anyway: neither long nor for its outcome. */
export const settleSoon = (promise: Promise<unknown>): Promise<void> =>
  within(SOON_MS, promise).then(
    () => undefined,
    () => undefined,
  );
