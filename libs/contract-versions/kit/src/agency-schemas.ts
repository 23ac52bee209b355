import af from '../schema/af_ersattningsstod_v2.xsd';
import miv from '../schema/miv_ssbtek_1.xsd';
import skv from '../schema/skv_beskattningsuppgifter.xsd';
import so from '../schema/so_arbetsloshetsersattning.xsd';
import tnsFordon from '../schema/tns_fordon_1.xsd';
import tns from '../schema/tns_hamtauppgifter_1.xsd';

/**
 * What AF, SO, TNS and MIV answer, by the file names that a version's own schema imports, so that generated clients get
 * types instead of markup (ADR 30). For callers alone: no answer is held against them on its way.
 */
export const AGENCY_SCHEMAS = {
  'af_ersattningsstod_v2.xsd': af,
  'so_arbetsloshetsersattning.xsd': so,
  'tns_hamtauppgifter_1.xsd': tns,
  'tns_fordon_1.xsd': tnsFordon,
  'miv_ssbtek_1.xsd': miv,
} as const;

/** What SKV answers in versions where it answers once (sources.md 2.4). */
export const SKV_SCHEMA = { 'skv_beskattningsuppgifter.xsd': skv } as const;
