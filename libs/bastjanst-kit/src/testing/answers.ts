import { expect, it } from 'vitest';
import { SPOILED_ANSWERS, spoil, type SpoiledAnswer } from '../faults';
import { OTHER_PERSON } from '../person';
import { LARGE_BYTES, forKod, personaAt } from '../persona';
import { PERSONAS } from '../personas';
import { documented } from '../simulate';
import { contentOf, sameXml, sentData, wrapped } from './compare';
import { expectBroken, numberOf, type Run } from './run';

/** Every persona and every documented code ends as exactly one of data and error. */
export function answersInFull(run: Run): void {
  const { bastjanst, one } = run;
  const { descriptor } = bastjanst;
  const { protocol: protokoll, del } = one;
  const target = { protokoll, ...(del === undefined ? {} : { del }) };

  it.each(PERSONAS.map((p) => [p.name, p] as const))(
    'persona %s: exactly one of data and error',
    (_, somebody) => {
      const persona = personaAt(somebody, descriptor, target);
      const inquiry = run.inquiry(persona.personidentitet);
      const good = run.respond(inquiry);
      const fault = forKod(persona.faults, descriptor.kod);
      const isSpoiled = (f: string | undefined): f is SpoiledAnswer => SPOILED_ANSWERS.some((s) => s === f);
      const outcome = run.outcome(isSpoiled(fault) ? spoil(fault, good) : good, inquiry);
      const kod = forKod(persona.koder, descriptor.kod);
      if (isSpoiled(fault)) expectBroken(outcome, run, inquiry);
      else if (kod !== undefined && documented(descriptor, kod, protokoll).becomes === 'error')
        expect(outcome).toMatchObject({ failure: { kind: 'agency-fault', felkod: kod } });
      else expect(outcome.type).toBe('data');
    },
  );

  it.each(descriptor.koder.filter((kod) => (kod.protokoll ?? protokoll) === protokoll))(
    'documented code $kod becomes $becomes',
    (code) => {
      const inquiry = run.inquiry(numberOf('well'));
      const outcome = run.outcome(run.respond(inquiry, { kod: code.kod }), inquiry);
      if (code.becomes === 'data') expect(outcome.type).toBe('data');
      else
        expect(outcome).toMatchObject({
          type: 'failure',
          failure: { kind: 'agency-fault', felkod: code.kod, felmeddelanden: [code.text] },
        });
    },
  );
}

/** Data is what the agency sent, about the person asked about. */
export function answersWithData(run: Run): void {
  const { one } = run;
  it.each(['well', 'nothing', 'protected', 'large'])(
    'delivers what persona %s was sent, untouched',
    (name) => {
      const inquiry = run.inquiry(numberOf(name));
      const response = run.respond(inquiry);
      const outcome = run.outcome(response, inquiry);
      if (outcome.type !== 'data') expect.fail('no data');
      else if (one.json) expect(outcome.data).toEqual({ form: 'binary', content: response.body });
      else if (one.soap) expect(sameXml(wrapped(outcome.data))).toBe(sameXml(sentData(response, one.soap)));
      else if (one.sent) expect([...contentOf(outcome.data)]).toEqual([...one.sent(response)]);
      else expect.fail('the case says neither soap, json nor sent');
    },
  );

  it('is of a believable size', () => {
    const size = (number: string): number => run.respond(run.inquiry(number)).body.length;
    const { full, large } = one.size ?? { full: [1200, 8000], large: LARGE_BYTES };
    expect(size(numberOf('well'))).toBeGreaterThan(full[0]);
    expect(size(numberOf('well'))).toBeLessThan(full[1]);
    expect(size(numberOf('large'))).toBeGreaterThan(large * 0.8);
    expect(size(numberOf('large'))).toBeLessThan(large * 2.5);
  });

  it.each(['well', 'nothing', 'protected'])('carries the nonce for persona %s', (name) => {
    const inquiry = run.inquiry(numberOf(name));
    const outcome = run.outcome(run.respond(inquiry, { nonce: 'n0nce4711' }), inquiry);
    if (outcome.type !== 'data') expect.fail('no data');
    else expect(new TextDecoder().decode(contentOf(outcome.data))).toContain('n0nce4711');
  });

  // Answers that name nobody cannot be about somebody else.
  if (!(one.namesPerson ?? true)) return;
  it('an answer about somebody else is never delivered', () => {
    const response = run.respond(run.inquiry(numberOf('second')));
    expect(run.outcome(response, run.inquiry(numberOf('well')))).toEqual({
      type: 'failure',
      failure: { kind: 'malformed', reason: OTHER_PERSON },
    });
    expect(run.outcome(response, run.inquiry(numberOf('second'))).type).toBe('data');
  });
}
