import { readFileSync } from 'node:fs';

const PERSON = '191212121212';

/** The example question of a contract version, about whom it is wanted: LEFI's own question inside it, too. */
export const example = (version: string, personidentitet = PERSON): string =>
  readFileSync(new URL(`../../docs/examples/${version}-fraga.xml`, import.meta.url), 'utf8')
    .replaceAll(PERSON, personidentitet)
    .replace(/(<lefiJsonFraga>)([^<]+)/, (_, tag: string, base64: string) => {
      const inner = Buffer.from(base64, 'base64').toString('utf8').replaceAll(PERSON, personidentitet);
      return tag + Buffer.from(inner).toString('base64');
    });
