import { STYLE, type Language } from '@ssbtek/portal-pages/page';
import type { SimulatedAgencies, SimulatedAgency } from './agencies';
import { readControl, type ControlSettings } from './control';
import { consolePage, hrefOf } from './console-page';
import { TEXTS } from './console-texts';

/** What goes back to the browser. */
export interface ConsoleReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where a form came from, as the browser says. */
export interface FormSource {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/** Nothing but what comes from here, no script, nobody's frame; forms go here and nowhere else. */
const POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // With no-referrer a browser would not say either where a form of our own came from.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const HTML = { ...HEADERS, 'content-type': 'text/html; charset=utf-8' };

/** What a form of the page sends, and the setting it is. */
const FIELDS = {
  latencyMs: ['latencyMs', Number],
  fault: ['fault', String],
  answer: ['kod', String],
  strict: ['strict', (text: string) => text === 'true'],
  calls: ['calls', Number],
} as const;

/** The console: a page that shows and steers the simulated agencies, without a script. */
export class Console {
  constructor(private readonly agencies: SimulatedAgencies) {}

  /** The page; `kod` in the query opens the journal of an agency. */
  show(query: URLSearchParams): ConsoleReply {
    return this.page(query, 200, []);
  }

  /** The style of the page. */
  style(): ConsoleReply {
    return { status: 200, headers: { ...HEADERS, 'content-type': 'text/css; charset=utf-8' }, body: STYLE };
  }

  /** Does what a form asks for, if it is one of this page's. */
  change(form: URLSearchParams, source: FormSource, query: URLSearchParams): ConsoleReply {
    const t = TEXTS[languageOf(query)];
    if (!isOwn(source)) return this.page(query, 403, [t.foreign]);
    const kod = form.get('kod') ?? '';
    const agency = this.agencies.get(kod);
    if (!agency) return this.page(query, 404, [t.unknown]);
    const mistakes = done(agency, form);
    if (mistakes.length > 0) return this.page(query, 400, mistakes);
    const language = languageOf(query);
    const location =
      form.get('do') === 'forget' ? `${hrefOf(language, kod)}#journal` : `${hrefOf(language)}#${kod}`;
    return { status: 303, headers: { ...HTML, location }, body: '' };
  }

  private page(query: URLSearchParams, status: number, mistakes: readonly string[]): ConsoleReply {
    const agencies = this.agencies.koder.flatMap((kod) => this.agencies.get(kod) ?? []);
    const chosen = this.agencies.get(query.get('kod') ?? '');
    return {
      status,
      headers: HTML,
      body: consolePage({ language: languageOf(query), agencies, chosen, mistakes }),
    };
  }
}

const languageOf = (query: URLSearchParams): Language => (query.get('lang') === 'en' ? 'en' : 'sv');

/** A browser says where a form came from; who does not say it is none, and has the control API. */
function isOwn({ host, origin }: FormSource): boolean {
  if (host === undefined || origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}

/** What is wrong with what the form wants; done, where nothing is. */
function done({ control, journal }: SimulatedAgency, form: URLSearchParams): readonly string[] {
  switch (form.get('do')) {
    case 'forget':
      journal.clear();
      return [];
    case 'reset':
      control.set({});
      return [];
    case 'set': {
      const result = readControl(JSON.stringify({ ...kept(control.state.settings), ...settingsIn(form) }));
      if ('mistakes' in result) return result.mistakes;
      control.set(result.settings);
      return [];
    }
    default:
      return ['do: set, reset, forget'];
  }
}

/** What the page has no field for stays as the control API was told. */
const kept = ({ nonce, otherPerson, bytes }: ControlSettings): object => ({ nonce, otherPerson, bytes });

const settingsIn = (form: URLSearchParams): object =>
  Object.fromEntries(
    Object.entries(FIELDS).flatMap(([field, [name, read]]) => {
      const text = form.get(field)?.trim() ?? '';
      return text === '' ? [] : [[name, read(text)]];
    }),
  );
