import { Controller, Inject, Module, type DynamicModule } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { INQUIRY_TOPIC, type Incoming } from '@ssbtek/messaging';
import { Worker } from './worker';

/** Entry point of the inquiry topic. */
@Controller()
class InquiryController {
  constructor(@Inject(Worker) private readonly worker: Worker) {}

  @EventPattern(INQUIRY_TOPIC)
  onInquiry(@Payload() message: Incoming): Promise<void> {
    return this.worker.handle(message);
  }
}

/**
 * Nest module of an agency's worker; the same for every agency. What a worker is made of comes from its settings and the
 * bus, which Nest does not have: a provider with a factory for each would be longer than the one value.
 */
@Module({})
export class WorkerModule {
  static around(worker: Worker): DynamicModule {
    return {
      module: WorkerModule,
      controllers: [InquiryController],
      providers: [{ provide: Worker, useValue: worker }],
    };
  }
}
