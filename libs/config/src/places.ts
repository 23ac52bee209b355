import { accessSync, constants, statSync } from 'node:fs';
import * as z from 'zod';
import { makeSetting, type Options, type Present } from './presence';
import type { Setting } from './setting';

/** True for an http or https address without user name, password and fragment. */
function isPlainUrl(value: string): boolean {
  const parsed = URL.parse(value);
  return (
    parsed !== null &&
    /^https?:\/\/[^\s]+$/i.test(value) &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.hash === ''
  );
}

/** An http or https address. Credentials are refused: they would end up in logs; certificates are for that. */
export function url<const O extends Options<string>>(name: string, options: O): Setting<Present<string, O>> {
  const schema = z.string().refine(isPlainUrl);
  return makeSetting(name, { schema, rule: 'an http or https address without credentials' }, options);
}

function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Path of a file that exists and can be read when the process starts. */
export function filePath<const O extends Options<string>>(
  name: string,
  options: O,
): Setting<Present<string, O>> {
  const schema = z.string().refine(isReadableFile);
  return makeSetting(name, { schema, rule: 'the path of a file that exists and can be read' }, options);
}

const HOST_PORT =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\]):([0-9]{1,5})$/;

function isHostPort(value: string): boolean {
  const port = Number(HOST_PORT.exec(value)?.[1] ?? 0);
  return port >= 1 && port <= 65535;
}

/** `host:port`, several with commas between. */
export function hostPortList<const O extends Options<readonly string[]>>(
  name: string,
  options: O,
): Setting<Present<readonly string[], O>> {
  const schema = z
    .string()
    .transform((value): readonly string[] => value.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(isHostPort));
  const rule = 'host:port, several with commas between';
  return makeSetting<readonly string[], O>(
    name,
    { schema, rule, show: (v) => v.join(','), quotable: true },
    options,
  );
}
