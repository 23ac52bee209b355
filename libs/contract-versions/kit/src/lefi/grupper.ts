/**
 * Groups of LEFI's own question with codes in them: those that the worked examples ask for. LEFI has more
 * (sources.md 2.3), and nothing here keeps anybody from asking for them.
 */
export const LEFI_GRUPPER: Readonly<Record<string, readonly string[]>> = {
  formansinformation: ['FK:BOB', 'FK:FP', 'FK:SJP', 'FK:TFP', 'FK:US'],
  ansprak: ['PM:AP'],
  beslut: ['PM:AP', 'PM:BTI'],
  preliminaraUtbetalningar: ['FK:BOB', 'FK:FP'],
  utbetalningar: ['FK:BOB', 'FK:FP', 'FK:SJP', 'FK:US', 'PM:AP'],
  ovrigInformation: ['FK:SGI'],
};
