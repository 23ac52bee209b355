import { Controller, Inject, Module, type DynamicModule } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { REPLY_TOPIC, type Incoming } from '@ssbtek/messaging';
import { Aggregator } from './aggregator';

/** Entry point of the reply topic: announcements and partial replies. */
@Controller()
class ReplyController {
  constructor(@Inject(Aggregator) private readonly aggregator: Aggregator) {}

  @EventPattern(REPLY_TOPIC)
  onReply(@Payload() message: Incoming): Promise<void> {
    return this.aggregator.handle(message);
  }
}

/**
 * Nest module of the aggregator, which is given whole: it is made of four values of the role's context, so that factories
 * for them would be longer.
 */
@Module({})
export class AggregatorModule {
  static around(aggregator: Aggregator): DynamicModule {
    return {
      module: AggregatorModule,
      controllers: [ReplyController],
      providers: [{ provide: Aggregator, useValue: aggregator }],
    };
  }
}
