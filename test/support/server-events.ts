/** Somebody who listens to server-sent events. */
export interface Listener {
  readonly headers: Headers;
  /** Data of each event since the last {@link clear}. */
  readonly events: readonly string[];
  /** Resolves when the other side has ended. */
  readonly ended: Promise<void>;
  clear(): void;
  close(): void;
}

/** Opens a stream of server-sent events. */
export async function listen(url: string): Promise<Listener> {
  const controller = new AbortController();
  const response = await fetch(url, { signal: controller.signal });
  if (response.status !== 200 || !response.body) throw new Error(`no events: ${response.status}`);
  const events: string[] = [];
  const ended = read(response.body, events).catch(() => undefined);
  return {
    headers: response.headers,
    events,
    ended,
    clear: () => void events.splice(0),
    close: () => controller.abort(),
  };
}

async function read(body: ReadableStream<Uint8Array>, events: string[]): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
      if (data.length > 0) events.push(data.join('\n'));
    }
  }
}
