/** Our output as LibreOffice can read it. */
import { limitsOf } from '../../src/limits.ts';
import { Package } from '../../src/package/package.ts';

/** A sheet before `!#REF!`. */
const lostOnSheet = /(?:'(?:[^'<]|'')+'|[^\s'"(),;:+*/^&=<>{}[\]!#-]+)!#REF!/g;

/** LibreOffice reads `Plan!#REF!`, as Excel writes a lost reference to another sheet, as a name; `#REF!` it understands. */
export async function forLibreOffice(bytes: Uint8Array): Promise<Uint8Array> {
  const pkg = Package.open(bytes, limitsOf());
  for (const part of pkg.names) {
    if (!part.endsWith('.xml')) continue;
    const text = pkg.text(part);
    const spelled = text.replace(/>[^<>]*!#REF![^<>]*</g, (inside) => inside.replace(lostOnSheet, '#REF!'));
    if (spelled !== text) pkg.put(part, spelled, 'as LibreOffice reads it');
  }
  return pkg.toBytes();
}
