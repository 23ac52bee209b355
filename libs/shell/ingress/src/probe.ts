import type { AnyQuestion } from './answered';
import type { AskedBy } from './asking';

/**
 * Whether a question is a probe of the mesh itself (ADR 46): a test question that says so. It goes the way of all
 * questions and no agency is called. About a person nobody is asked in vain: there the header means nothing.
 */
export const isProbe = ({ saysProbe = false }: Pick<AskedBy, 'saysProbe'>, question?: AnyQuestion): boolean =>
  saysProbe && question?.typ === 'test';
