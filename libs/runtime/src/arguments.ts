/** What the command line asks for. */
export type Command = 'run' | 'print-config' | 'verify-config' | 'list-targets' | 'version' | 'help';

const COMMANDS: Readonly<Record<string, Command>> = {
  '--print-config': 'print-config',
  '--verify-config': 'verify-config',
  '--list-targets': 'list-targets',
  '--version': 'version',
  '--help': 'help',
  '-h': 'help',
};

/** For `--help`. */
export const USAGE = `Configuration comes from environment variables, prefix SSBTEK_.

  --print-config    print what is in force, secrets masked, and exit
  --verify-config   say everything that is wrong with the configuration, and exit
  --list-targets    print the roles that this process runs, and exit
  --version         print the version of the mesh, and exit
  --help            print this, and exit
`;

/** Reads the arguments after the program's name; at most one is understood. */
export function parseArguments(args: readonly string[]): Command | { readonly mistake: string } {
  const [first, ...rest] = args;
  if (first === undefined) return 'run';
  const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (command === undefined || rest.length > 0)
    return {
      mistake:
        'Only one of --print-config, --verify-config, --list-targets, --version and --help is understood.',
    };
  return command;
}
