/** Certificates for tests, made when they are needed. */
import 'reflect-metadata';
import fs from 'node:fs';
import path from 'node:path';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Signed by itself, for localhost. */
export async function makeCertificate(name: string): Promise<TestCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { cert: made.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n` };
}

export function placeCertificate(dir: string, { cert, key }: TestCertificate): { cert: string; key: string } {
  const place = { cert: path.join(dir, 'tls.crt'), key: path.join(dir, 'tls.key') };
  fs.writeFileSync(place.cert, cert);
  fs.writeFileSync(place.key, key);
  return place;
}
