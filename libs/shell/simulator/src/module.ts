import {
  All,
  Controller,
  Delete,
  Get,
  Inject,
  Module,
  Param,
  Post,
  Put,
  Req,
  Res,
  type DynamicModule,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SimulatedAgencies, type SimulatedAgency } from './agencies';
import { Console, type ConsoleReply } from './console';
import { readControl } from './control';
import { play } from './play';

/** Steers the simulated agencies, and tells what they were asked (docs/simulator.openapi.yaml). */
@Controller('control')
export class ControlController {
  constructor(@Inject(SimulatedAgencies) private readonly agencies: SimulatedAgencies) {}

  @Get()
  all(@Res() reply: FastifyReply): void {
    const states = this.agencies.koder.map((kod) => [kod, this.agencies.get(kod)?.control.state] as const);
    send(reply, 200, Object.fromEntries(states));
  }

  @Put(':kod')
  set(@Param('kod') kod: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.with(kod, reply, ({ control }) => {
      const result = readControl(textOf(request));
      if ('mistakes' in result) return send(reply, 400, result);
      control.set(result.settings);
      send(reply, 200, control.state);
    });
  }

  @Get(':kod')
  get(@Param('kod') kod: string, @Res() reply: FastifyReply): void {
    this.with(kod, reply, ({ control }) => send(reply, 200, control.state));
  }

  @Delete(':kod')
  reset(@Param('kod') kod: string, @Res() reply: FastifyReply): void {
    this.with(kod, reply, ({ control }) => {
      control.set({});
      send(reply, 200, control.state);
    });
  }

  @Get(':kod/journal')
  journal(@Param('kod') kod: string, @Res() reply: FastifyReply): void {
    this.with(kod, reply, ({ journal }) => send(reply, 200, { entries: journal.entries }));
  }

  @Delete(':kod/journal')
  forget(@Param('kod') kod: string, @Res() reply: FastifyReply): void {
    this.with(kod, reply, ({ journal }) => {
      journal.clear();
      send(reply, 200, { entries: journal.entries });
    });
  }

  private with(kod: string, reply: FastifyReply, then: (agency: SimulatedAgency) => void): void {
    const agency = this.agencies.get(kod);
    if (agency) then(agency);
    else send(reply, 404, { mistakes: [`no such agency; known are ${this.agencies.koder.join(', ')}`] });
  }
}

/** The same by hand: a page for people. */
@Controller()
class ConsoleController {
  constructor(@Inject(Console) private readonly page: Console) {}

  @Get('/')
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    write(reply, this.page.show(queryOf(request)));
  }

  @Get('konsol.css')
  style(@Res() reply: FastifyReply): void {
    write(reply, this.page.style());
  }

  @Post('/')
  change(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { headers } = request;
    const form = new URLSearchParams(textOf(request));
    write(reply, this.page.change(form, { host: headers.host, origin: headers.origin }, queryOf(request)));
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

/** What is told of agencies is told once: nobody on the way keeps it. */
function send(reply: FastifyReply, status: number, body: object): void {
  void reply.status(status).header('cache-control', 'no-store').send(body);
}

function write(reply: FastifyReply, { status, headers, body }: ConsoleReply): void {
  void reply.status(status).headers(headers).send(body);
}

const textOf = ({ body }: FastifyRequest): string =>
  body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';

const queryOf = ({ url }: FastifyRequest): URLSearchParams =>
  new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

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
      controllers: [ControlController, ConsoleController, AgencyController],
      providers: [
        { provide: SimulatedAgencies, useValue: agencies },
        { provide: Console, useValue: new Console(agencies) },
      ],
    };
  }
}
