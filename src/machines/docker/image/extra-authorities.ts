import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { messageOf, UserError } from '../../../errors.ts';

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The certificates of a PEM file that a plain Java does not trust already. Such a file is often the host's whole list:
 * each import costs a second, so that those which everybody has (or which have expired) are left out.
 */
export async function extraAuthorities(file: string | undefined): Promise<readonly string[]> {
  if (file === undefined || file === '') return [];
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError(`cannot read the certificate authorities: ${messageOf(error)}`, {
      hint: 'name a PEM file with --ca FILE, or unset NODE_EXTRA_CA_CERTS',
    });
  });
  const known = new Set(rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256));
  return (text.match(pemBlock) ?? []).filter((pem) => {
    const certificate = new X509Certificate(pem);
    return !known.has(certificate.fingerprint256) && Date.parse(certificate.validTo) > Date.now();
  });
}
