import { compileSchema } from '@ssbtek/xml/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { documentsOf, type Bench } from './bench';

/** What a version's schema says about answers beyond what it shares with the others. */
export interface AnswerSchemaPlan {
  /** Values of `kalla` that the schema knows. */
  readonly kallor: readonly string[];
  /** More answers that are wrong: title and svarsdata. */
  readonly wrong?: ReadonlyArray<readonly [title: string, svarsdata: string]>;
  /** Answers that are right. */
  readonly right?: ReadonlyArray<readonly [title: string, svarsdata: string]>;
}

const fel = (kalla: string): string =>
  `<error><kalla>${kalla}</kalla><felkod>1</felkod><felmeddelande/></error>`;

const WRONG: ReadonlyArray<readonly [title: string, svarsdata: string]> = [
  ['neither data nor error', '<AF/>'],
  ['both', `<SO><data/>${fel('BT')}</SO>`],
  ['two errors', `<AF>${fel('BT').repeat(2)}</AF>`],
  ['no felmeddelande', '<AF><error><kalla>BT</kalla><felkod>1</felkod></error></AF>'],
  ['no felkod', '<AF><error><kalla>BT</kalla><felmeddelande/></error></AF>'],
  ['no kalla', '<AF><error><felkod>1</felkod><felmeddelande/></error></AF>'],
  ['CSN data without svar', '<CSN><data/></CSN>'],
  ['CSN data that is XML', '<CSN><data><svar><a/></svar></data></CSN>'],
  ['the wrong order', '<SO><data/></SO><CSN><data><svar/></data></CSN>'],
  ['an agency twice', '<SO><data/></SO><SO><data/></SO>'],
  ['an unknown agency', '<PM><data/></PM>'],
];

/** The schema tells right answers from wrong ones (sources.md 1.5): that ours are valid means something. */
export function describeAnswerSchema({ version, namespace }: Bench, plan: AnswerSchemaPlan): void {
  const schema = compileSchema(documentsOf(version.files, namespace));
  afterAll(() => schema.dispose());
  const check = (svarsdata: string): void =>
    schema.validate(
      `<hamtaBastjanstInformationResponse xmlns="${namespace}"><svarsdata>${svarsdata}</svarsdata></hamtaBastjanstInformationResponse>`,
    );

  describe('the schema of the answer (sources.md 1.5)', () => {
    it.each(plan.kallor)('knows kalla %s (sources.md 5 #2)', (kalla) => {
      expect(() => check(`<AF>${fel(kalla)}</AF>`)).not.toThrow();
    });

    it.each(['FK', 'bt', '', 'SSBTEK'].filter((kalla) => !plan.kallor.includes(kalla)))(
      'does not know kalla %j',
      (kalla) => {
        expect(() => check(`<AF>${fel(kalla)}</AF>`)).toThrow();
      },
    );

    it.each([...WRONG, ...(plan.wrong ?? [])])('refuses an answer with %s', (_title, svarsdata) => {
      expect(() => check(svarsdata)).toThrow();
    });

    it.each([
      ['nobody', ''] as const,
      ['data of an agency', '<SO><data/></SO>'] as const,
      ...(plan.right ?? []),
    ])('takes an answer with %s', (_title, svarsdata) => {
      expect(() => check(svarsdata)).not.toThrow();
    });
  });
}
