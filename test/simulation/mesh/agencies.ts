import type { AgencyClient, AgencyClientSettings, HttpRequest, HttpResponse } from '@ssbtek/agency-http';
import type { Failure } from '@ssbtek/core';
import type { Chance } from '../world/chance.ts';
import type { Host } from '../world/time.ts';
import { ABOUT } from './plain-documents.ts';
import { nonceOf } from './nonce.ts';

/** How an agency can answer. */
export const MOODS = [
  'well',
  'slow',
  'hanging',
  'late',
  'refusing',
  'resetting',
  'garbage',
  'empty',
  'half',
  'huge',
  'status-500',
  'redirect',
  'other-document',
  'other-person',
  'own-error',
  'untrusted',
] as const;
export type Mood = (typeof MOODS)[number];

/** What an agency does with a call, and how long it takes, ms. */
export interface Behaviour {
  readonly mood: Mood;
  readonly delayMs: number;
}

/** What the agencies tell of calls. */
export interface AgencyEvents {
  readonly called: (
    host: Host,
    call: { readonly id: string; readonly kod: string; readonly del: string; readonly person: string },
  ) => void;
  readonly met: (mood: Mood, kod: string) => void;
}

/** The whole answer to a request, where the agency gives one. */
export type Respond = (
  kod: string,
  protocol: string,
  request: HttpRequest,
  mood: Mood,
  nonce: string,
) => HttpResponse;

type Sent = { readonly response: HttpResponse } | { readonly failure: Failure };

/** A mood that an agency is in for a while, in a share of its calls. */
export interface Spell {
  readonly kod: string;
  readonly mood: Mood;
  readonly share: number;
  readonly until: number;
}

/** The agencies, behind the port that HTTP is behind otherwise. */
export class Agencies {
  private spells: Spell[] = [];

  /** @param agencyMs what a call is given */
  constructor(
    private readonly chance: Chance,
    private readonly agencyMs: number,
    private readonly medianMs: number,
    private readonly respond: Respond,
    private readonly events: AgencyEvents,
  ) {}

  begin(spell: Spell): void {
    this.spells.push(spell);
  }

  /** The client of one process to one service. `open` is how many calls have not ended. */
  client(
    host: Host,
    kod: string,
    protocol: string,
    { onRetry }: Pick<AgencyClientSettings, 'onRetry'>,
    open: { calls: number },
  ): AgencyClient {
    return {
      send: async (request, signal, _turn, room) => {
        let behaviour = this.behaviour(host, kod);
        if (behaviour.mood === 'refusing') {
          onRetry?.();
          behaviour = this.behaviour(host, kod);
        }
        if (behaviour.mood === 'refusing') return { failure: { kind: 'connection', reason: 'refused' } };
        if (behaviour.mood === 'untrusted') return { failure: { kind: 'connection', reason: 'tls' } };
        const about = {
          id: request.headers[ABOUT.inquiryId] ?? '',
          person: request.headers[ABOUT.person] ?? '',
          del: request.headers[ABOUT.del] ?? '',
          kod,
        };
        this.events.called(host, about);
        open.calls += 1;
        const nonce = nonceOf(about.id, about.person, kod, about.del);
        const sent = await this.answered(host, signal, behaviour.delayMs, () =>
          this.sent(kod, protocol, request, behaviour.mood, nonce),
        ).finally(() => (open.calls -= 1));
        if ('response' in sent && room?.take(sent.response.body.length) === false)
          return { failure: { kind: 'overload' } };
        return sent;
      },
      renew: () => undefined,
      close: () => Promise.resolve(),
    };
  }

  private behaviour(host: Host, kod: string): Behaviour {
    const { now } = host.time;
    this.spells = this.spells.filter(({ until }) => until > now);
    const spell = this.spells.find((one) => one.kod === kod);
    const mood = spell && this.chance.happens(spell.share) ? spell.mood : 'well';
    if (mood !== 'well') this.events.met(mood, kod);
    return { mood, delayMs: this.delayOf(mood) };
  }

  private delayOf(mood: Mood): number {
    if (mood === 'hanging') return Infinity;
    if (mood === 'slow') return this.agencyMs * this.chance.between(0.5, 0.97);
    if (mood === 'late') return this.agencyMs * this.chance.between(0.98, 1.4);
    return this.chance.delay(this.medianMs, 0.6);
  }

  private answered(host: Host, signal: AbortSignal, delayMs: number, sent: () => Sent): Promise<Sent> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        if (due) due.run = undefined;
        reject(signal.reason as Error);
      };
      const due =
        delayMs === Infinity
          ? undefined
          : host.time.after(delayMs, host, () => {
              signal.removeEventListener('abort', end);
              resolve(sent());
            });
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }

  private sent(kod: string, protocol: string, request: HttpRequest, mood: Mood, nonce: string): Sent {
    if (mood === 'resetting') return { failure: { kind: 'connection', reason: 'reset' } };
    if (mood === 'huge') return { failure: { kind: 'malformed', reason: 'too-large' } };
    if (mood === 'redirect') return { failure: { kind: 'http-status', status: 302 } };
    return { response: this.respond(kod, protocol, request, mood, nonce) };
  }
}

const SOMEBODY_ELSE = '191212121212';
const bytes = (text: string): Uint8Array => Buffer.from(text);

/** What stands in for the document when an agency answers wrongly. */
export function spoiled(mood: Mood, body: Uint8Array): Uint8Array {
  if (mood === 'garbage') return bytes('\u0000<<<{{{');
  if (mood === 'empty') return bytes('');
  if (mood === 'half') return body.subarray(0, body.length >> 1);
  if (mood === 'other-document') return bytes('{"else":1}');
  return body;
}

/** The answers of agencies with plain documents; `padding` makes them larger. */
export const respondPlainly =
  (padding: (kod: string) => number): Respond =>
  (kod, _protocol, request, mood, nonce) => {
    const isOther = mood === 'other-person';
    const person = isOther ? SOMEBODY_ELSE : request.headers[ABOUT.person];
    const document =
      mood === 'own-error'
        ? { kod: '-1103' }
        : {
            person,
            nonce: isOther ? nonceOf('', SOMEBODY_ELSE, kod) : nonce,
            more: 'x'.repeat(padding(kod)),
          };
    return {
      status: mood === 'status-500' ? 500 : 200,
      reason: 'OK',
      headers: {},
      body: spoiled(mood, bytes(JSON.stringify(document))),
    };
  };
