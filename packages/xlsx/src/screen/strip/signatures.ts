import { dropSignatures } from '../../structure/signatures.ts';
import { signaturePolicy } from '../part-policy.ts';
import type { Stripping } from './stripping.ts';

/** Takes off the signatures of a document that is no longer what was signed. */
export function stripSignatures({ pkg, stripped }: Stripping): void {
  for (const part of dropSignatures(pkg)) stripped.report(signaturePolicy, { part });
}
