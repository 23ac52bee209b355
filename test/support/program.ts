import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser, type Node } from '@vscode/tree-sitter-wasm';

/** Languages whose grammar can be asked without a compiler. */
export type Grammar = 'bash' | 'c-sharp' | 'java' | 'python' | 'typescript';

const nodeRequire = createRequire(import.meta.url);
const grammars = new Map<Grammar, Promise<Language>>();

const grammarOf = (name: Grammar): Promise<Language> => {
  const known = grammars.get(name) ?? loaded(name);
  grammars.set(name, known);
  return known;
};
async function loaded(name: Grammar): Promise<Language> {
  await Parser.init();
  return Language.load(nodeRequire.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`));
}

/** Where a text is not what its language's grammar wants: line and what stands or is missing there. */
export async function syntaxMistakes(name: Grammar, text: string): Promise<readonly string[]> {
  const grammar = await grammarOf(name);
  const parser = new Parser().setLanguage(grammar);
  const tree = parser.parse(text);
  parser.delete();
  if (!tree) throw new Error(`${name}: nothing was read`);
  const mistakes = mistakesBelow(tree.rootNode);
  tree.delete();
  return mistakes;
}

function mistakesBelow(node: Node): readonly string[] {
  const line = `line ${node.startPosition.row + 1}`;
  if (node.isMissing) return [`${line}: ${node.type} is missing`];
  if (node.isError) return [`${line}: ${node.text.slice(0, 60)}`];
  return node.hasError ? node.children.flatMap((child) => (child ? mistakesBelow(child) : [])) : [];
}

/** True where a program can be started. */
export const isHere = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/**
 * What a program prints. It must not be waited for without turning to others: what it asks may be in this process.
 * @throws Error with what it printed, when it ends with another code than 0
 */
export async function run(command: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(output);
  return output;
}

/** Compiles a program in C#, runs it, and tells what it prints. */
export type RunCsharp = (text: string, folder: string) => Promise<string>;

/** As `dotnet new console` makes it, for the SDK that is here; it needs no package. */
const PROJECT = (major: string): string => `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net${major}.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <NuGetAudit>false</NuGetAudit>
    <UseAppHost>false</UseAppHost>
  </PropertyGroup>
</Project>
`;

const withDotnet: RunCsharp = async (text, folder) => {
  mkdirSync(folder, { recursive: true });
  const [major = ''] = (await run('dotnet', ['--version'])).split('.');
  writeFileSync(join(folder, 'fraga.csproj'), PROJECT(major));
  writeFileSync(join(folder, 'Program.cs'), text);
  await run('dotnet', ['build', folder, '--output', join(folder, 'out')]);
  return run('dotnet', [join(folder, 'out', 'fraga.dll')]);
};

const withMono: RunCsharp = async (text, folder) => {
  mkdirSync(folder, { recursive: true });
  const [source, program] = [join(folder, 'Program.cs'), join(folder, 'fraga.exe')];
  writeFileSync(source, text);
  await run('mcs', ['-langversion:6', '-warnaserror', '-r:System.Net.Http', `-out:${program}`, source]);
  return run('mono', [program]);
};

/** The compiler of C# that is here: .NET's, else Mono's, which stands for .NET Framework. */
export function csharpHere(): RunCsharp | undefined {
  if (isHere('dotnet', '--version')) return withDotnet;
  return isHere('mcs', '--version') && isHere('mono', '--version') ? withMono : undefined;
}
