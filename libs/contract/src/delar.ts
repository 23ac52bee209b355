/** The parts in which SKV is asked and answers, in the contract's order (sources.md 1.4). */
export const DELAR = [
  'foretagsinformation',
  'individuppgifter',
  'skattekonto',
  'skatteuppgifter',
  'beskattningsbilagor',
] as const;
