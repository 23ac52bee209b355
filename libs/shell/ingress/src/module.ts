import {
  All,
  Controller,
  Get,
  Inject,
  Module,
  Param,
  Req,
  Res,
  UseFilters,
  type DynamicModule,
} from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ANSWER_TOPIC, type Incoming } from '@ssbtek/messaging';
import { ErrorsAsTheyAre } from '@ssbtek/shell-transport';
import { Ingress } from './ingress';
import type { DoorRequest } from './door-request';
import { Doors } from './doors';
import type { DoorReply } from './http-reply';
import { ShsDoor } from './shs-door';
import { SHS_PATH } from './shs-http';

/** The SOAP doors and their descriptions, one path per contract version. */
@Controller('ssbtek')
class SoapController {
  constructor(@Inject(Doors) private readonly doors: Doors) {}

  @All(':version')
  enter(
    @Param('version') version: string,
    @Req() request: DoorRequest,
    @Res() reply: DoorReply,
  ): Promise<void> | void {
    return this.doors.enter(version, request, reply);
  }

  @Get(':version/:file')
  schema(@Param('version') version: string, @Param('file') file: string, @Res() reply: DoorReply): void {
    this.doors.file(version, file, reply);
  }
}

/** The SHS door, one for all contract versions. */
@Controller(SHS_PATH)
class ShsController {
  constructor(@Inject(ShsDoor) private readonly door: ShsDoor) {}

  @All()
  enter(@Req() request: DoorRequest, @Res() reply: DoorReply): Promise<void> {
    return this.door.enter(request, reply);
  }
}

/** Entry point of the answer topic. Its filter stands here: a connected microservice takes no global one. */
@Controller()
@UseFilters(ErrorsAsTheyAre)
class AnswerController {
  constructor(@Inject(Ingress) private readonly ingress: Ingress) {}

  @EventPattern(ANSWER_TOPIC)
  onAnswer(@Payload() message: Incoming): Promise<void> {
    return this.ingress.deliver(message);
  }
}

/**
 * Nest module of the ingress. Its parts are given whole: the role needs them itself, for health, for hooks in front of the
 * framework and to close them in their order, and would have to take them out of the container again.
 */
@Module({})
export class IngressModule {
  static around(ingress: Ingress, doors: Doors, shsDoor: ShsDoor): DynamicModule {
    return {
      module: IngressModule,
      controllers: [SoapController, ShsController, AnswerController],
      providers: [
        { provide: Ingress, useValue: ingress },
        { provide: Doors, useValue: doors },
        { provide: ShsDoor, useValue: shsDoor },
      ],
    };
  }
}
