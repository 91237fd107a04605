import { signaturePolicy } from '../part-policy.ts';
import { signatureParts } from '../screen-parts.ts';
import { release } from './cut-markup.ts';
import type { Stripping } from './stripping.ts';

/** Takes off the signatures of a document that is no longer what was signed. */
export function stripSignatures({ pkg, stripped }: Stripping): void {
  const parts = signatureParts(pkg);
  const ids = pkg
    .relationships('')
    .filter(({ external, target }) => !external && parts.includes(target))
    .map(({ id }) => id);
  release(pkg, '', ids, signaturePolicy.message);
  for (const part of parts) {
    pkg.remove(part, signaturePolicy.message);
    stripped.report(signaturePolicy, { part });
  }
}
