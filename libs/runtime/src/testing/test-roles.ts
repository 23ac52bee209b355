import { integer, text, type Settings } from '@ssbtek/config';
import type { MessageBus } from '@ssbtek/messaging';
import type { Role, RoleContext, RunningRole } from '../role';

/** A role of a test that tells what happens to it. */
export interface TestRole extends Role {
  readonly told: string[];
  readonly contexts: Array<RoleContext<Settings>>;
  readonly state: { started: boolean; ready: boolean; alive: boolean; lacks: readonly string[] };
}

const settings: Settings = {
  port: integer('SSBTEK_HTTP_PORT', { min: 0, max: 65_535, default: 8080, description: 'x' }),
  pin: text('SSBTEK_AGENCY_CSN_PIN', { secret: true, description: 'x' }),
  url: text('SSBTEK_AGENCY_CSN_URL', { description: 'x' }),
};

/** Makes one; `told` is shared when roles are to be seen in order. */
export function testRole(name: string, more: Partial<Role> = {}, told: string[] = []): TestRole {
  const contexts: Array<RoleContext<Settings>> = [];
  const state = { started: true, ready: true, alive: true, lacks: [] as readonly string[] };
  return {
    name,
    settings,
    owns: [],
    needsBus: true,
    async start(context): Promise<RunningRole> {
      told.push(`start ${name}`);
      contexts.push(context);
      return {
        health: {
          started: () => state.started,
          ready: () => state.ready,
          lacks: () => state.lacks,
          alive: () => state.alive,
        },
        addresses: { [name]: `http://127.0.0.1/${name}` },
        stop: async () => void told.push(`stop ${name}`),
      };
    },
    ...more,
    told,
    contexts,
    state,
  };
}

/** A bus that is only told to close. */
export const idleBus = (told: string[] = []): MessageBus => ({
  clock: { now: () => 0 },
  connected: () => true,
  partitions: () => Promise.resolve(1),
  publish: () => Promise.resolve(),
  consume: () => Promise.reject(new Error('nothing to consume')),
  close: async () => void told.push('close bus'),
});
