/** With this header a test question is a probe of the mesh itself: no agency is called (ADR 46). */
export const PROBE_HEADER = 'x-ssbtek-probe';
