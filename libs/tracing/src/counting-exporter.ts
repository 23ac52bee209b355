import { ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/** What became of spans on their way out. */
export type ExportResult = 'sent' | 'failed';

/**
 * Tells what became of each batch, and lets no failure any further: a store that is away is nobody's trouble but the
 * trace's. What it answered is not kept.
 */
export class CountingExporter implements SpanExporter {
  constructor(
    private readonly inner: SpanExporter,
    private readonly counted: (result: ExportResult, spans: number) => void,
  ) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.inner.export(spans, ({ code }) => {
      this.counted(code === ExportResultCode.SUCCESS ? 'sent' : 'failed', spans.length);
      done({ code: ExportResultCode.SUCCESS });
    });
  }

  forceFlush(): Promise<void> {
    return this.inner.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }
}
