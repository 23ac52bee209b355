import { All, Controller, Inject, Module, Req, Res, type DynamicModule } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Site } from './site';

/** Every address of the portal. */
@Controller()
class PortalController {
  constructor(@Inject(Site) private readonly site: Site) {}

  @All(['/', '*'])
  enter(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { url, headers } = request;
    const { host, 'if-none-match': ifNoneMatch } = headers;
    const { status, headers: said, body } = this.site.answer({ url, host, ifNoneMatch });
    void reply.status(status).headers(said).send(body);
  }
}

/** Nest module of the portal. */
@Module({})
export class PortalModule {
  static around(site: Site): DynamicModule {
    return {
      module: PortalModule,
      controllers: [PortalController],
      providers: [{ provide: Site, useValue: site }],
    };
  }
}
