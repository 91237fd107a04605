import type { Package } from '../../package/package.ts';
import { extensionOf } from '../../package/part-name.ts';
import { attribute } from '../../xml/element-tree.ts';
import { policyOfContentType } from '../part-policy.ts';
import { cutMarkup } from './cut-markup.ts';

/** Takes types of stripped content that no part has any more out of the defaults by extension. */
export function dropUnusedDefaults(pkg: Package): void {
  const used = new Set(pkg.names.map(extensionOf));
  cutMarkup(pkg, '[Content_Types].xml', 'no part of that type is left', (cuts) => {
    for (const element of cuts.named('Default')) {
      const extension = (attribute(cuts.tree, element, 'Extension') ?? '').toLowerCase();
      const type = attribute(cuts.tree, element, 'ContentType');
      if (!used.has(extension) && policyOfContentType(type) !== undefined) cuts.element(element);
    }
  });
}
