import type { GeneralQuestion, Specifikt } from '@ssbtek/core';
import { child, type XmlElement } from '@ssbtek/xml';
import { base64Bytes } from '../read/base64';
import { stringOf, tokenOf, trimmed } from '../read/values';
import { QuestionRefused } from '../version';
import { jsonObject, type JsonObject } from './json-object';

/** LEFI's version where the question names none (sources.md 2.3). */
const DEFAULT_VERSION = 'v9';

/**
 * FK's question from version 10 on: LEFI's own question in JSON, with the version and the actor of LEFI's path
 * (sources.md 1.3, 2.3). Which actor belongs to which ingivare is nowhere written down, so aktorsid is only checked
 * against the actor that the question itself may name. What cannot be part of a path is FK's to refuse, for its own
 * part of the answer (ADR 30).
 * @throws QuestionRefused when the question is missing, cannot be sent on, or is about another person than the rest
 */
export function readLefiFraga(fk: XmlElement, { personidentitet }: GeneralQuestion): Specifikt {
  const fraga = child(fk, 'fraga');
  if (!fraga) throw new QuestionRefused('FK: med inkludera true måste det finnas en fraga');
  const version = trimmed(child(fraga, 'version')?.text ?? DEFAULT_VERSION);
  const aktorsid = tokenOf(fraga, 'aktorsid');
  const bytes = base64Bytes(stringOf(fraga, 'lefiJsonFraga'));
  if (!bytes) throw new QuestionRefused('lefiJsonFraga: har tecken som inte är base64');
  const object = jsonObject(bytes);
  if (!object) throw new QuestionRefused('lefiJsonFraga: måste innehålla ett JSON-objekt i UTF-8');
  refuseOtherPerson(object, personidentitet);
  refuseOtherActor(object, aktorsid);
  return { typ: 'lefi', version, aktorsid, fraga: Buffer.from(bytes).toString('base64') };
}

/** Else what is logged and what is disclosed could be about different people (sources.md 5 #23). */
function refuseOtherPerson(object: JsonObject, personidentitet: string): void {
  // A reader may not care about upper and lower case: another spelling is a second personnummer to it.
  const spellings = object.names.filter((name) => name.toUpperCase() === 'PERSONNUMMER');
  const { personnummer } = object.members;
  if (spellings.length !== 1 || typeof personnummer !== 'string')
    throw new QuestionRefused('lefiJsonFraga: måste innehålla personnummer en gång, som text');
  if (!/^(?:[0-9]{2})?[0-9]{10}$/.test(personnummer) || !personidentitet.endsWith(personnummer))
    throw new QuestionRefused('lefiJsonFraga: personnummer måste vara personen i personidentitet');
}

/** LEFI's path names the actor; where the question names one too, it must be the same (sources.md 5 #23). */
function refuseOtherActor({ names, members }: JsonObject, aktorsid: string): void {
  for (const name of names)
    if (name.toUpperCase() === 'AKTORSID' && members[name] !== aktorsid)
      throw new QuestionRefused('lefiJsonFraga: aktorsid måste vara det som står bredvid');
}
