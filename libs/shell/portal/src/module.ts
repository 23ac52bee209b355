import { All, Controller, Inject, Module, Req, Res, type DynamicModule } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NO_ROOM, Site, type SiteReply } from './site';
import { Streams } from './status/streams';
import { Trial } from './trial';

/** Where open pages are told what changes. */
const EVENTS = '/status/events';

/** Every address of the portal. */
@Controller()
class PortalController {
  constructor(
    @Inject(Site) private readonly site: Site,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Trial) private readonly trial: Trial,
  ) {}

  @All(['/', '*'])
  async enter(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { url, headers } = request;
    if (url === EVENTS && request.method === 'GET') return this.listen(reply);
    const { host, 'if-none-match': ifNoneMatch } = headers;
    if (request.method === 'POST') send(reply, await this.trial.answer({ url, headers, body: request.body }));
    else send(reply, this.site.answer({ url, host, ifNoneMatch }));
  }

  private listen(reply: FastifyReply): void {
    if (!this.streams.hasRoom()) return send(reply, NO_ROOM);
    reply.hijack();
    this.streams.enter(reply.raw);
  }
}

const send = (reply: FastifyReply, { status, headers, body }: SiteReply): void =>
  void reply.status(status).headers(headers).send(body);

/** Nest module of the portal. */
@Module({})
export class PortalModule {
  static around(site: Site, streams: Streams, trial: Trial): DynamicModule {
    return {
      module: PortalModule,
      controllers: [PortalController],
      providers: [
        { provide: Site, useValue: site },
        { provide: Streams, useValue: streams },
        { provide: Trial, useValue: trial },
      ],
    };
  }
}
