import {
  All,
  Controller,
  Delete,
  Get,
  Inject,
  Module,
  Param,
  Put,
  Req,
  Res,
  type DynamicModule,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SimulatedAgencies } from './agencies';
import { readControl, type AgencyControl } from './control';
import { play } from './play';

/** Steers the simulated agencies: latency, faults, codes. */
@Controller('control')
class ControlController {
  constructor(@Inject(SimulatedAgencies) private readonly agencies: SimulatedAgencies) {}

  @Get()
  all(@Res() reply: FastifyReply): void {
    const { koder } = this.agencies;
    void reply.send(Object.fromEntries(koder.map((kod) => [kod, this.agencies.control(kod)?.state])));
  }

  @Put(':kod')
  set(@Param('kod') kod: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.with(kod, reply, (control) => {
      const result = readControl(textOf(request));
      if ('mistakes' in result) return void reply.status(400).send(result);
      control.set(result.settings);
      void reply.send(control.state);
    });
  }

  @Get(':kod')
  get(@Param('kod') kod: string, @Res() reply: FastifyReply): void {
    this.with(kod, reply, (control) => void reply.send(control.state));
  }

  @Delete(':kod')
  reset(@Param('kod') kod: string, @Res() reply: FastifyReply): void {
    this.with(kod, reply, (control) => {
      control.set({});
      void reply.send(control.state);
    });
  }

  private with(kod: string, reply: FastifyReply, then: (control: AgencyControl) => void): void {
    const control = this.agencies.control(kod);
    if (control) then(control);
    else
      void reply
        .status(404)
        .send({ mistakes: [`no such agency; known are ${this.agencies.koder.join(', ')}`] });
  }
}

/** Every agency below its own path. */
@Controller()
class AgencyController {
  constructor(@Inject(SimulatedAgencies) private readonly agencies: SimulatedAgencies) {}

  @All([':kod', ':kod/*'])
  call(@Param('kod') kod: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { method } = request;
    const path = request.url.slice(kod.length + 1);
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const call = this.agencies.call(kod, { method, path, headers: headersOf(request), body });
    if (!call) return void reply.status(404).send({ mistakes: ['no such agency'] });
    reply.hijack();
    play(call, reply.raw);
  }
}

const textOf = ({ body }: FastifyRequest): string =>
  body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';

const headersOf = ({ headers }: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

/** Nest module of the simulator. */
@Module({})
export class SimulatorModule {
  static around(agencies: SimulatedAgencies): DynamicModule {
    return {
      module: SimulatorModule,
      controllers: [ControlController, AgencyController],
      providers: [{ provide: SimulatedAgencies, useValue: agencies }],
    };
  }
}
