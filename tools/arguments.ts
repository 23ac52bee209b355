import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Exit code of a script that was called in a way that it does not know (EX_USAGE). */
export const USAGE_ERROR = 64;

/** Ends a script that was called wrongly, with what is wrong and how it is called. */
export function misused(mistake: string, usage: string): never {
  console.error(`${mistake}\nUsage: ${usage}`);
  process.exit(USAGE_ERROR);
}

/**
 * The arguments of a script. Ends it where they are asked for help, or are not known: nobody who mistypes an option may
 * get what the script does without it.
 * @param most positional arguments that it takes at most
 */
export function argumentsOf<const T extends NonNullable<ParseArgsConfig['options']>>(
  usage: string,
  options: T,
  most = 0,
) {
  const read = () => {
    try {
      return parseArgs({
        options: { ...options, help: { type: 'boolean', short: 'h' } },
        allowPositionals: true,
      } as const);
    } catch (error) {
      return misused(error instanceof Error ? error.message : String(error), usage);
    }
  };
  const { values, positionals } = read();
  if ((values as { readonly help?: boolean }).help) {
    console.log(`Usage: ${usage}`);
    process.exit(0);
  }
  const extra = positionals[most];
  if (extra !== undefined) misused(`Unexpected argument '${extra}'.`, usage);
  return { values, positionals };
}
