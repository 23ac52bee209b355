import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { RequestMethod, type Type } from '@nestjs/common';
import { expect, it } from 'vitest';
import { SimulatedAgencies } from './agencies';
import { SimulatorModule } from './module';

const DOCUMENT = readFileSync(new URL('../../../../docs/simulator.openapi.yaml', import.meta.url), 'utf8');

/** Paths and methods that the document has, by how it is laid out. */
function documented(): readonly string[] {
  const [, paths = ''] = /^paths:\n([^]*?)^\w/m.exec(DOCUMENT) ?? [];
  let path = '';
  return [...paths.matchAll(/^ {2}(\/\S*):$|^ {4}(get|put|post|delete|patch):$/gm)].flatMap(
    ([, found, method]) => {
      path = found ?? path;
      return method === undefined ? [] : [`${method.toUpperCase()} ${path}`];
    },
  );
}

/** Those of a controller, as the framework knows them. */
function routesOf(controller: Type): readonly string[] {
  const prefix = Reflect.getMetadata('path', controller) as string;
  const prototype = controller.prototype as Record<string, object>;
  const handlers = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return handlers.flatMap((name) => {
    const own = Reflect.getMetadata('path', prototype[name] ?? {}) as string | undefined;
    if (own === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata('method', prototype[name] ?? {}) as number] ?? '';
    const path = `/${[prefix, own]
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/')}`;
    return [`${method} ${path.replace(/:(\w+)/g, '{$1}')}`];
  });
}

it('docs/simulator.openapi.yaml has every path and method, and none that is not there', () => {
  const { controllers = [] } = SimulatorModule.around(
    new SimulatedAgencies([], { strict: true, now: () => new Date() }),
  );
  // What is below the agencies' own paths is theirs.
  const routes = controllers.slice(0, -1).flatMap(routesOf);
  expect(routes.length).toBeGreaterThan(6);
  expect(documented().toSorted()).toEqual(routes.toSorted());
});
