import { admit, readRegister, type Caller, type Claim, type Refusal, type Register } from '@ssbtek/parties';
import type { Telemetry } from '@ssbtek/telemetry';
import { freshFrom, type Fresh, type FreshEvents, type Readout } from '@ssbtek/watched-files';
import { knowByConnection, knowByProxy, knowNobody, type Knowing } from './caller';
import { secretsIn } from './caller-proxy';
import { TlsListener } from './tls-listener';
import { tlsMaterial, type TlsMaterial } from './tls-material';
import type { TlsValues } from './tls-settings';

/** Who asks and whether they may: everything that the doors need to know about it. */
export interface WhoAsks {
  readonly know: Knowing;
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
  const tls = tlsOf(values, files, telemetry);
  const register = registerOf(values, files, telemetry);
  return {
    know: knowingOf(values, files),
    admit: (caller, claim) => admit(register?.current(), caller, claim),
    isConnected: register && ((organisation) => register.current().has(organisation)),
    tls,
    close: () => files.close(),
  };
}

/** Files that are in use until the end, and what is told of their changes. */
class FreshFiles {
  private readonly all: Fresh<unknown>[] = [];

  constructor(private readonly telemetry: Telemetry) {}

  keep<T>(
    file: 'parties' | 'tls' | 'proxy-secret',
    paths: readonly string[],
    make: (texts: readonly string[]) => Readout<T>,
    reloaded: (value: T) => void = () => undefined,
  ): Fresh<T> {
    const { log, metrics } = this.telemetry;
    const events: FreshEvents<T> = {
      reloaded: (value) => {
        reloaded(value);
        metrics.count('file_reloads_total', { file, result: 'ok' });
        log.info('a changed file is in force', { reason: file });
      },
      broken: (mistakes) => {
        metrics.count('file_reloads_total', { file, result: 'broken' });
        log.error('a changed file cannot be used; the old content stays in force', {
          reason: file,
          count: mistakes.length,
        });
        for (const mistake of mistakes)
          log.error('mistake in a changed file', { reason: `${file}: ${mistake}` });
      },
    };
    const fresh = freshFrom(paths, make, events);
    this.all.push(fresh);
    return fresh;
  }

  close(): void {
    for (const fresh of this.all) fresh.close();
  }
}

function tlsOf(
  { certFile, keyFile, clientCaFile }: TlsValues,
  files: FreshFiles,
  { metrics }: Telemetry,
): TlsListener | undefined {
  if (certFile === undefined || keyFile === undefined) return undefined;
  const showExpiry = ({ expiry }: TlsMaterial): void => {
    for (const [certificate, at] of Object.entries(expiry))
      metrics.gauge('certificate_expiry_timestamp_seconds', at, { certificate });
  };
  const paths = [certFile, keyFile, ...(clientCaFile === undefined ? [] : [clientCaFile])];
  const material = files.keep('tls', paths, tlsMaterial, (renewed) => {
    listener.renew(renewed);
    showExpiry(renewed);
  });
  const listener = new TlsListener(material.current());
  showExpiry(material.current());
  return listener;
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
  return files.keep('parties', [partiesFile], ([text = '']) => readRegister(text));
}

function knowingOf(values: TlsValues, files: FreshFiles): Knowing {
  const { tlsMode, proxySecretFile, proxyName, proxyCertHeader } = values;
  if (tlsMode === 'off') return knowNobody;
  if (tlsMode === 'terminate') return knowByConnection(Date.now);
  const secrets =
    proxySecretFile === undefined
      ? undefined
      : files.keep('proxy-secret', [proxySecretFile], ([text = '']) => secretsIn(text));
  const proof = { secrets: secrets && (() => secrets.current()), name: proxyName };
  return knowByProxy(proof, proxyCertHeader, Date.now);
}
