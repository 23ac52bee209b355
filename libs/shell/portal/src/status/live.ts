import { statusDocument, type Facts, type Status, type StatusDocument } from '@ssbtek/portal-pages';
import type { Consumption, MessageBus } from '@ssbtek/messaging';
import { StatusBoard } from './board';
import { listenToWorkers } from './listen';
import { Streams, type Told } from './streams';

/** The status as the portal has it while it runs. */
export interface LiveStatus {
  readonly streams: Streams;
  readonly consumption: Consumption;
  status(): Status;
}

/** Begins to hear the workers. */
export async function liveStatus(
  facts: Facts,
  bus: MessageBus,
  instance: string,
  mostStreams: number,
): Promise<LiveStatus> {
  const koder = facts.agencies.map(({ kod }) => kod);
  const board = new StatusBoard(koder, { broker: () => bus.clock.now(), local: () => performance.now() });
  const streams = new Streams(mostStreams, () => toldOf(statusDocument(facts, { status: board.status() })));
  const consumption = await listenToWorkers(bus, instance, board, () => streams.changed());
  return { streams, consumption, status: () => board.status() };
}

/** Events say what is now: who wants the day before asks for `/status.json`. */
function toldOf({ agencies, ...document }: StatusDocument): Told {
  const now = agencies.map(({ history: _, ...agency }) => agency);
  const news = now.map(({ word, since, workers, services }) => [
    word,
    since,
    workers,
    services.map(({ breaker }) => breaker),
  ]);
  return { data: JSON.stringify({ ...document, agencies: now }), news: JSON.stringify(news) };
}
