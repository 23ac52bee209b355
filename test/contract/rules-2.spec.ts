import { describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { inside, withText, without } from '@ssbtek/contract-version/testing';
import { BENCHES } from './support';

const koderOf = (element: string) =>
  BASTJANSTER.find(({ descriptor }) => descriptor.element === element)?.descriptor.koder ?? [];

describe.each(BENCHES)('limits of the agencies at %s', (_name, { fraga, read }) => {
  it.each([
    ['in the future', '2099-01-01', '2099-01-31'],
    ['of more than three months', '2020-01-01', '2026-11-24'],
    ['that runs backwards', '2026-11-24', '2026-10-01'],
  ])(
    'AF’s limits are AF’s to check: a period %s goes on (sources.md 2.1, 5 #24)',
    (_title, fromDatum, tomDatum) => {
      const question = fraga(
        inside('generellaFrageparametrar', (t) =>
          withText('tomDatum', tomDatum)(withText('fromDatum', fromDatum)(t)),
        ),
      );
      expect(read(question).fragor['af']?.tidsperiod).toEqual({ fromDatum, tomDatum });
    },
  );

  it.each([
    ['syfte', 'Något annat'],
    ['lagtext', 'en annan paragraf'],
  ])('AF’s limits: %s goes on as it is (sources.md 2.1, 5 #26)', (name, text) => {
    expect(read(fraga(withText(name, text))).general).toMatchObject({ [name]: text });
  });

  it('CSN’s window is CSN’s to check (sources.md 2.2, 5 #24)', () => {
    const far = fraga(
      inside('generellaFrageparametrar', (t) =>
        withText('tomDatum', '2031-01-01')(withText('fromDatum', '2001-01-01')(t)),
      ),
      (text) => text.replace(/<CSN inkludera="true">[^]*?<\/CSN>/, '<CSN inkludera="true"/>'),
    );
    expect(read(far).fragor['csn']?.tidsperiod).toEqual({ fromDatum: '2001-01-01', tomDatum: '2031-01-01' });
  });

  it('takes no question without a period (sources.md 1.3)', () => {
    expect(() => read(fraga(inside('generellaFrageparametrar', without('tidsperiod'))))).toThrow();
  });
});

describe('codes of the agencies (sources.md 2)', () => {
  it.each([
    ['CSN', '-2'],
    ['AF', '500'],
  ])('%s %s, no data about the person, is an error all the same', (element, kod) => {
    expect(koderOf(element).find((k) => k.kod === kod)).toMatchObject({ becomes: 'error' });
  });

  it('TNS has the listed code 99', () => {
    expect(koderOf('TNS').map(({ kod, text }) => [kod, text])).toEqual([['99', 'Oväntat fel']]);
  });
});
