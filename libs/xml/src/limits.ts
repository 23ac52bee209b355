/** What the gate lets through (architecture 7 and 11). Sizes in bytes. */
export interface GateLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  /** In the whole document: what an element costs in time and memory is many times its four bytes. */
  readonly maxElements: number;
  /** Per element. */
  readonly maxAttributes: number;
  /** In the whole document. */
  readonly maxNamespaceDeclarations: number;
  /** Characters. A schema's validator repeats the name in every message it has about an element. */
  readonly maxNamespaceName: number;
  readonly processingInstructions: 'refuse' | 'pass';
  /** Refused unless said otherwise; `external-id-only` lets `<!DOCTYPE name SYSTEM "...">` in (SHS labels) and reads nothing from it. */
  readonly doctype?: 'refuse' | 'external-id-only';
}

/** For a caller's question. */
export const QUESTION_LIMITS: GateLimits = {
  maxBytes: 256 * 1024,
  maxDepth: 64,
  maxElements: 10_000,
  maxAttributes: 100,
  maxNamespaceDeclarations: 200,
  maxNamespaceName: 1024,
  processingInstructions: 'refuse',
};

/**
 * For an agency's answer: size and depth alone, because reading costs in proportion to the size, however often
 * something is declared in it (ADR 0023). Processing instructions inside its data are its own business.
 */
export const AGENCY_LIMITS: GateLimits = {
  maxBytes: 2 * 1024 * 1024,
  maxDepth: 64,
  maxElements: Infinity,
  maxAttributes: Infinity,
  maxNamespaceDeclarations: Infinity,
  maxNamespaceName: Infinity,
  processingInstructions: 'pass',
};
