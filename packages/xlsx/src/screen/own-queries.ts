import type { Package } from '../package/package.ts';
import { typeTail } from '../package/vocabulary.ts';
import { readSection } from '../queries/mashup.ts';
import { connectionString } from '../queries/put-queries.ts';
import { attribute, childrenOf, descendants, parseTree } from '../xml/element-tree.ts';
import { policyOfContentType, policyOfRelationship } from './part-policy.ts';
import { policiesOf, type ScreenPolicies } from './policies.ts';
import type { ScreenOptions } from './screen.ts';
import { sources } from './screen-parts.ts';

/**
 * The policies for this workbook: connections and queries stay where all of them are our own. Programs write the parts anew, so
 * they are known by what they do: one section of queries, in M that the caller knows, and connections that lead to those queries
 * and nowhere else. One foreign part among them, and all go: what a query of ours does cannot be told from the outside any more.
 */
export function policiesFor(pkg: Package, options: ScreenOptions): ScreenPolicies {
  const policies = policiesOf(options.policies);
  const { ownQueries } = options;
  return ownQueries !== undefined && hasOnlyOwn(pkg, ownQueries) ? { ...policies, connections: 'keep' } : policies;
}

function hasOnlyOwn(pkg: Package, isOwn: (section: string) => boolean): boolean {
  const xml = pkg.names.filter((part) => /\.xml$/i.test(part));
  const [mashup, ...more] = xml.filter((part) => !holdsCells(pkg, part) && isMashup(pkg, part));
  if (mashup === undefined || more.length > 0) return false;
  if (xml.some((part) => holdsCells(pkg, part) && isMashup(pkg, part))) return false;
  const section = readSection(pkg.bytes(mashup), mashup);
  if (section === undefined || !isOwn(section)) return false;
  return [...connectionParts(pkg)].every((part) => part === mashup || leadsToQueries(pkg, part));
}

/** The long parts, which need not be searched where there is no query: no query of ours stands in them. */
const holdsCells = (pkg: Package, part: string): boolean =>
  /(?:worksheet|sharedStrings)\+xml/i.test(pkg.contentType(part) ?? '');

/** Connections, query tables and the data model. */
function connectionParts(pkg: Package): ReadonlySet<string> {
  const typed = pkg.names.filter((part) => policyOfContentType(pkg.contentType(part))?.kind === 'connections');
  const related = sources(pkg)
    .flatMap((source) => pkg.relationships(source))
    .filter(({ type, external, target }) => !external && isConnection(type) && pkg.has(target))
    .map(({ target }) => target);
  return new Set([...typed, ...related]);
}

function isConnection(type: string): boolean {
  return policyOfRelationship(typeTail(type))?.kind === 'connections';
}

/** A query table says nothing but where its rows go; every other part must be a list of connections to queries of this workbook. */
function leadsToQueries(pkg: Package, part: string): boolean {
  if (!/\.xml$/i.test(part)) return false;
  const tree = parseTree(pkg.text(part));
  if (tree.root.local === 'queryTable') return true;
  if (tree.root.local !== 'connections') return false;
  const list = childrenOf(tree.root, 'connection');
  return (
    list.length === tree.root.children.length &&
    list.every((connection) => {
      const inside = [...descendants(connection)].filter((element) => element !== connection);
      const query = /^SELECT \* FROM \[([^[\]]+)\]$/.exec(
        attribute(tree, inside[0] ?? connection, 'command') ?? '',
      )?.[1];
      const files = ['odcFile', 'sourceFile'].some((name) => attribute(tree, connection, name) !== undefined);
      const stated = attribute(tree, inside[0] ?? connection, 'connection');
      return (
        inside.length === 1 &&
        inside[0]!.local === 'dbPr' &&
        attribute(tree, connection, 'type') === '5' &&
        query !== undefined &&
        !files &&
        stated !== undefined &&
        normal(stated) === normal(connectionString(query))
      );
    })
  );
}

/** Programs quote the name of a query or not. */
const normal = (connection: string): string =>
  connection.replace(/Location="?([^";]+)"?;/, 'Location=$1;').replace(/;$/, '');

/** Whether there is such an element, in UTF-8, or in UTF-16 as Excel writes it; what describes the item has the word only. */
function isMashup(pkg: Package, part: string): boolean {
  const bytes = pkg.bytes(part);
  const wide = Buffer.from('DataMashup', 'utf16le');
  if (!bytes.includes('DataMashup') && !bytes.includes(wide) && !bytes.includes(Buffer.from(wide).swap16()))
    return false;
  const { root } = parseTree(pkg.text(part));
  return [root, ...descendants(root)].some(({ local }) => local === 'DataMashup');
}
