import {
  admit,
  readRegister,
  strangerAs,
  type Caller,
  type Claim,
  type Refusal,
  type Register,
} from '@ssbtek/parties';
import type { Telemetry } from '@ssbtek/telemetry';
import { NO_REVOCATIONS } from '@ssbtek/certificates';
import { freshTls, TlsListener, type TlsMaterial } from '@ssbtek/tls';
import { FreshFiles, type Fresh } from '@ssbtek/watched-files';
import { knowByConnection, knowByProxy, knowNobody, type Knowing } from './caller';
import type { Moment } from './caller-certificate';
import { secretsIn } from './caller-proxy';
import { tlsFilesOf, type TlsValues } from './tls-settings';

/** Who asks and whether they may: everything that the doors need to know about it. */
export interface WhoAsks {
  readonly know: Knowing;
  /** Why a caller gets no reader, whatever it asks; undefined for who may try. */
  readonly strangerAs: (caller: Caller) => Refusal | undefined;
  /** Whether a caller may ask a question; undefined when it may. By the register as it is at this moment. */
  readonly admit: (caller: Caller, claim: Claim) => Refusal | undefined;
  /** Whether an organisation, ten digits, is connected; undefined where no register is enforced. */
  readonly isConnected: ((organisation: string) => boolean) | undefined;
  /** The server side of TLS; undefined where callers or the proxy connect without. */
  readonly tls: TlsListener | undefined;
  close(): void;
}

/** Sets up the mode that the settings ask for, and keeps its files fresh. */
export function whoAsks(values: TlsValues, telemetry: Telemetry): WhoAsks {
  const files = new FreshFiles(telemetry);
  const { tls, material } = tlsOf(values, files, telemetry);
  const register = registerOf(values, files, telemetry);
  return {
    know: knowingOf(values, files, {
      revocations: () => material?.current().revocations ?? NO_REVOCATIONS,
      now: Date.now,
    }),
    strangerAs: (caller) => strangerAs(register?.current(), caller),
    admit: (caller, claim) => admit(register?.current(), caller, claim),
    isConnected: register && ((organisation) => register.current().has(organisation)),
    tls,
    close: () => files.close(),
  };
}

/** The server side of TLS, and the files that say what is revoked, which may be all that there is in mode proxy. */
interface TlsOfDoor {
  readonly tls?: TlsListener;
  readonly material?: Fresh<TlsMaterial>;
}

function tlsOf(values: TlsValues, files: FreshFiles, telemetry: Telemetry): TlsOfDoor {
  const end = tlsFilesOf(values);
  if (Object.values(end.paths).every((path) => path === undefined)) return {};
  const purpose = { file: 'tls', certificates: { own: 'server', ca: 'client-ca' } } as const;
  const material = freshTls(files, end, purpose, telemetry, (renewed) => tls?.renew(renewed));
  // Who comes without a good certificate is refused with a text instead of a broken connection.
  const tls = end.paths.cert === undefined ? undefined : new TlsListener(material.current(), 'let-in');
  return { material, ...(tls && { tls }) };
}

function registerOf(
  { tlsMode, partiesFile }: TlsValues,
  files: FreshFiles,
  { log }: Telemetry,
): Fresh<Register> | undefined {
  const without = partiesFile === undefined;
  if (tlsMode === 'off') {
    log.warn(
      without
        ? 'every caller is let in: TLS mode is off and there is no register of parties'
        : 'every caller is let in: TLS mode is off, so nobody is known and the register of parties is not enforced',
    );
    return undefined;
  }
  if (without) {
    log.warn(
      'there is no register of parties: everybody with a trusted certificate may ask, nobody as an ombud',
    );
    return undefined;
  }
  return files.keep({ file: 'parties' }, [partiesFile], ([text = '']) => readRegister(text));
}

function knowingOf(values: TlsValues, files: FreshFiles, moment: Moment): Knowing {
  const { tlsMode, proxySecretFile, proxyName, proxyCertHeader } = values;
  if (tlsMode === 'off') return knowNobody;
  if (tlsMode === 'terminate') return knowByConnection(moment);
  const secrets =
    proxySecretFile === undefined
      ? undefined
      : files.keep({ file: 'proxy-secret' }, [proxySecretFile], ([text = '']) => secretsIn(text));
  const proof = { secrets: secrets && (() => secrets.current()), name: proxyName };
  return knowByProxy(proof, proxyCertHeader, moment);
}
