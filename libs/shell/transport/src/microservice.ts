import type { DynamicModule, INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { BusServer } from './bus-server';
import { ErrorsAsTheyAre } from './errors-as-they-are';

/**
 * Starts a Nest microservice that reads from the bus. Nest's own logger stays silent: its lines are free text
 * and the mesh logs allow-listed fields only.
 */
export async function startMicroservice(
  module: DynamicModule,
  server: BusServer,
): Promise<INestMicroservice> {
  const app = await NestFactory.createMicroservice(module, {
    strategy: server,
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ErrorsAsTheyAre());
  await app.listen();
  return app;
}
