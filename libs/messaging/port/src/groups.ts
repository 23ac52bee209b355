/** Consumer groups: part of the public surface, as dashboards, scalers and ACLs name them. */
export const AGGREGATOR_GROUP = 'ssbtek-aggregator';

/** The group of one agency's workers. */
export const workerGroup = (kod: string): string => `ssbtek-worker-${kod}`;

/** What the groups of the ingress begin with: each replica has one of its own. */
export const INGRESS_GROUP_PREFIX = 'ssbtek-ingress.';

/** The group of one replica of the ingress. */
export const ingressGroup = (instance: string): string => INGRESS_GROUP_PREFIX + instance;

/** A group as metrics name it: what follows a dot names one replica, and would make series without end. */
export const groupLabel = (group: string): string => group.replace(/\..*$/, '');

/** What the groups begin with by which people read the audit trail: each reading has one of its own. */
export const AUDIT_GROUP_PREFIX = 'ssbtek-audit.';

/** What the groups of the portal begin with: each replica has one of its own. */
export const PORTAL_GROUP_PREFIX = 'ssbtek-portal.';

/** The group of one replica of the portal. */
export const portalGroup = (instance: string): string => PORTAL_GROUP_PREFIX + instance;
