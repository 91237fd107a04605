/** A certificate and its key in files that somebody renews: re-read when they change, without a restart. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import tls from 'node:tls';

export interface CertificatePlace {
  readonly cert: string;
  readonly key: string;
}
export interface Certificate {
  /** PEM, with the chain behind it. */
  readonly cert: string;
  readonly key: string;
}

/** Throws, with the name of the file, when the two are not a certificate and its key. */
export function readCertificate(place: CertificatePlace): Certificate {
  const cert = read(place.cert, 'TLS_CERT');
  const key = read(place.key, 'TLS_KEY');
  try {
    const first = new X509Certificate(cert);
    if (!first.checkPrivateKey(createPrivateKey(key))) throw new Error('the key is of another certificate');
    tls.createSecureContext({ cert, key });
  } catch (cause) {
    throw new Error(`${place.cert} and ${place.key} are not a certificate and its key: ${(cause as Error).message}`, {
      cause,
    });
  }
  return { cert, key };
}

function read(file: string, variable: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`${variable}: cannot read ${file} (${code})`, { cause });
  }
}

export interface Renewal {
  renewed(certificate: Certificate): void;
  /** The files are no good just now: what was read before stays in use. */
  refused(error: Error): void;
}

/**
 * Looks every `everyMs` whether the content has changed; stops with the function returned. It looks at the content and not for
 * events of the file system: renewals come by rename, by links that are turned over, and over the network.
 */
export function watchCertificate(place: CertificatePlace, { renewed, refused }: Renewal, everyMs = 5000): () => void {
  const content = (): string => {
    try {
      return `${fs.readFileSync(place.cert, 'utf8')}\0${fs.readFileSync(place.key, 'utf8')}`;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'unreadable';
    }
  };
  let seen = content();
  const timer = setInterval(() => {
    const now = content();
    if (now === seen) return;
    seen = now;
    try {
      renewed(readCertificate(place));
    } catch (error) {
      refused(error as Error);
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
