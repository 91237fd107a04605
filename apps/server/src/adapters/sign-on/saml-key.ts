/** The key that signs our own SAML messages, with the certificate that tells providers its public half. */
import { webcrypto } from 'node:crypto';

export interface SamlKey {
  /** PEM, both. */
  readonly privateKey: string;
  readonly certificate: string;
}

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
/** Providers look at the key alone; a certificate that ends would stop sign-ins one day for nothing. */
const years = 20;

export async function newSamlKey(): Promise<string> {
  await import('reflect-metadata'); // what the certificate library is built on
  const { X509CertificateGenerator, PemConverter } = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notBefore = new Date();
  const notAfter = new Date(notBefore);
  notAfter.setFullYear(notAfter.getFullYear() + years);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=SprintForge Sync',
    keys,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
  });
  const privateKey = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return JSON.stringify({ privateKey, certificate: certificate.toString('pem') } satisfies SamlKey);
}
