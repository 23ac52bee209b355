import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ProfileNode } from './inspector.ts';

/** Where a function is written. */
export interface Place {
  readonly name: string;
  /** File and line, or what V8 calls it. */
  readonly where: string;
  /** The library, our own folder, `node` or V8's own work. */
  readonly owner: string;
}

const maps = new Map<string, SourceMap | undefined>();

/** The function of a profile's node, in the sources where the bundle has a map. */
export function placeOf({ callFrame: { functionName, url, lineNumber, columnNumber } }: ProfileNode): Place {
  const name = functionName || '(anonymous)';
  if (url === '') return { name, where: '', owner: name.startsWith('(') ? `V8 ${name}` : 'V8 builtins' };
  if (url.startsWith('node:')) return { name, where: `${url}:${lineNumber + 1}`, owner: 'node' };
  const entry = mapOf(url)?.findEntry(lineNumber, columnNumber);
  const mapped = entry !== undefined && 'originalSource' in entry;
  const file = mapped ? entry.originalSource : url;
  const line = (mapped ? entry.originalLine : lineNumber) + 1;
  return { name, where: `${short(file)}:${line}`, owner: ownerOf(file) };
}

function mapOf(url: string): SourceMap | undefined {
  if (!maps.has(url)) maps.set(url, loadMap(url));
  return maps.get(url);
}

function loadMap(url: string): SourceMap | undefined {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  if (path.includes('/node_modules/') || !existsSync(`${path}.map`)) return undefined;
  return new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')) as SourceMapPayload);
}

/** Without what is the same for all. */
const short = (file: string): string =>
  /(?:node_modules|libs|apps)\/.*$/.exec(file)?.[0].replace('node_modules/', '') ?? file;

function ownerOf(file: string): string {
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(file)?.[1];
  const ours = /((?:libs|apps)\/.*?)\/(?:src\/|[^/]+$)/.exec(file)?.[1];
  // A library's own source map leads out of its folder: its file's name must do.
  return library ?? ours ?? /([^/]+?)(?:\.\w+)?$/.exec(file)?.[1] ?? 'bundle';
}
