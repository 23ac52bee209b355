import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Texts } from '@ssbtek/bastjanst-kit';
import type { RenderedFile } from '../file.ts';
import { code, page, table } from './markdown.ts';

const TEXTS = {
  sv: {
    title: 'Varje bastjänst och dess gränser',
    unchecked:
      'SSBTEK prövar ingen av gränserna: bastjänstens egen kod är svaret, och den kommer som `error` med `kalla` BT för den bastjänsten ensam. **En allmän `tidsperiod` kan gå fel hos en bastjänst och bra hos en annan:** tre månader bakåt är rätt för AF och för långt för CSN. Ge en sådan bastjänst en egen `tidsperiod`.',
    strict:
      'Simulatorn håller frågor till de gränser som går att se i frågan, så att den som har rätt här inte får fel första dagen. De räknas från dagens datum i Sverige. `SSBTEK_SIMULATOR_STRICT=false` släpper igenom allt; för en bastjänst i taget gör `{"strict": false}` det, vid `/control/<kod>`. Journalen på simulatorns egen sida visar vad varje bastjänst fick och svarade.',
    heads: ['bastjänst', 'gräns', 'vad som annars kommer'],
    own: 'bastjänstens egen kod',
    asked: 'Vad var och en får veta',
  },
  en: {
    title: 'Each agency and its limits',
    unchecked:
      "SSBTEK checks none of these: the agency's own code is the answer, and it comes as `error` with `kalla` BT for that agency alone. **One general `tidsperiod` can fail at one agency and pass at another:** three months back is right for AF and too long for CSN. Give such an agency a `tidsperiod` of its own.",
    strict:
      'The simulator holds questions to the limits that can be seen in the question, so that what is right here does not fail on the first day. They count from today in Sweden. `SSBTEK_SIMULATOR_STRICT=false` lets everything pass; for one agency `{"strict": false}` does, at `/control/<kod>`. The journal on the page of the simulator shows what each agency was asked and answered.',
    heads: ['agency', 'limit', 'what comes otherwise'],
    own: "the agency's own code",
    asked: 'What each is told',
  },
} as const;

/** The chapter of the guide about the agencies, in both languages: what they declare of themselves. */
export const agencies = (): readonly RenderedFile[] => [chapter('sv'), chapter('en')];

function chapter(language: keyof Texts): RenderedFile {
  const t = TEXTS[language];
  const rows = BASTJANSTER.flatMap(({ descriptor: { element, guide } }) =>
    guide.limits.map(({ limit, koder }) => [
      element,
      limit[language],
      koder.length === 0 ? t.own : koder.map(code).join(', '),
    ]),
  );
  const asked = BASTJANSTER.map(
    ({ descriptor: { element, namn, guide } }) => `- **${element}** (${namn}): ${guide.asked[language]}`,
  );
  return page(
    `docs/guide/${language}/bastjanster.md`,
    t.title,
    t.unchecked,
    t.strict,
    table(t.heads, rows),
    `## ${t.asked}`,
    asked.join('\n'),
  );
}
