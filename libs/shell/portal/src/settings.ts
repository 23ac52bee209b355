import { choice, flag, integer, url, type Check, type Values } from '@ssbtek/config';
import { LINK_SETTINGS } from '@ssbtek/portal-pages';
import { hostSetting, type Surroundings } from '@ssbtek/runtime';

const ENVIRONMENTS = ['simulator', 'test', 'production'] as const;

/** The settings of the portal itself. */
export const portalSettings = {
  host: hostSetting,
  port: integer('SSBTEK_PORTAL_PORT', {
    default: 8070,
    min: 0,
    max: 65_535,
    description: 'Port of the information portal; 0 takes a free one.',
  }),
  portalUrl: url('SSBTEK_PORTAL_URL', {
    derived: 'what the reader reached it by',
    description: 'Where readers reach the portal, as its examples write it.',
  }),
  serviceUrl: url('SSBTEK_PORTAL_SERVICE_URL', {
    derived: "the ingress's own, where it runs in the same process",
    description: 'Where callers reach the mesh, as the portal tells them: https://ssbtek.example.se.',
  }),
  environment: choice('SSBTEK_PORTAL_ENVIRONMENT', {
    of: ENVIRONMENTS,
    derived: 'production; in all-in-one simulator, or test where an agency has an address of its own',
    description:
      'Who answers for the agencies: the simulator, their test environments, or they themselves. In production nobody is invited to ask about a test person; otherwise the portal has pages that do, and sends what is asked there to SSBTEK_PORTAL_SERVICE_URL.',
  }),
  status: flag('SSBTEK_PORTAL_STATUS', {
    default: true,
    description:
      'Whether the portal hears from the workers, over Kafka or in its own process, how the agencies are doing. Without SSBTEK_KAFKA_BROKERS a portal that runs alone hears nobody, and its page says so.',
  }),
  streams: integer('SSBTEK_PORTAL_STREAMS', {
    default: 200,
    min: 0,
    max: 10_000,
    description:
      'Pages of the status that are told of changes at the same time; the others are as of when they were opened.',
  }),
  dashboardsUrl: url(LINK_SETTINGS.dashboards, {
    description: 'Where operators see the dashboards; linked from the page for operators.',
  }),
  asyncapiUrl: url(LINK_SETTINGS.asyncapi, {
    description: 'Where the messages are described; linked from the page for operators.',
  }),
  runbooksUrl: url(LINK_SETTINGS.runbooks, {
    description: 'Where the runbooks of alerts are; linked from the page for operators.',
  }),
};

export type PortalValues = Values<typeof portalSettings>;

/** A portal that runs alone has to be told what it tells others. */
export const portalChecks = (
  values: Pick<PortalValues, 'serviceUrl'>,
  { alone }: Surroundings,
): readonly Check[] => [
  () =>
    alone && values.serviceUrl === undefined
      ? ['SSBTEK_PORTAL_SERVICE_URL must be set: the portal tells callers where to ask.']
      : [],
];
