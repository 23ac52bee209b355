import { readFileSync } from 'node:fs';

/** The elements of the agencies, in the contract's order. */
export const ELEMENTS = ['AF', 'CSN', 'FK', 'SKV', 'SO', 'TNS', 'MIV'] as const;

const EXAMPLE = new URL('../../../docs/examples/v10-fraga.xml', import.meta.url);
const VARYING = /(?<=<(?:korrelationsid|personidentitet|lefiJsonFraga)>)[^<]+/g;

/** Writes the question of contract version v10 that the documentation shows, about other people. */
export class Question {
  private readonly pieces: readonly string[];
  /** LEFI's own question (JSON), cut at the person. */
  private readonly lefi: readonly string[];

  constructor(inkludera: readonly string[]) {
    const example = readFileSync(EXAMPLE, 'utf8');
    const [, person = '', lefi = ''] = example.match(VARYING) ?? [];
    this.lefi = Buffer.from(lefi, 'base64').toString().split(person);
    const left = ELEMENTS.filter((element) => !inkludera.includes(element));
    this.pieces = left.reduce(without, example).split(VARYING);
  }

  /** The envelope. */
  about(personidentitet: string, korrelationsid: string): string {
    const [a = '', b = '', c = '', d = ''] = this.pieces;
    const lefi = Buffer.from(this.lefi.join(personidentitet)).toString('base64');
    // Without FK there is no question of LEFI's.
    return a + korrelationsid + b + personidentitet + c + (d && lefi + d);
  }
}

const without = (question: string, element: string): string =>
  question.replace(
    new RegExp(`<${element} inkludera="true"(?:/>|>.*?</${element}>)`, 's'),
    `<${element} inkludera="false"/>`,
  );
