/** The picture that an embedded object leaves behind: an ordinary picture in the drawing of its sheet (ECMA-376 Part 1 §20.5.2.25). */
import type { Package } from '../../package/package.ts';
import { dialectOf } from '../../structure/dialect.ts';
import { attribute, prefixOf, type XmlElement } from '../../xml/element-tree.ts';
import { escapeAttribute } from '../../xml/xml-text.ts';
import { cutMarkup } from './cut-markup.ts';
import { anchorOf, placeholders } from './drawing-objects.ts';

const why = 'embedded objects become their pictures';
/** EMU of a pixel at 96 dpi. */
const pixel = 9525;

/** A picture part, and where the legacy drawing places it (columns and rows from 0, offsets in pixels). */
export interface Preview {
  readonly number: string;
  readonly picture: string;
  readonly anchor: readonly number[] | undefined;
}

/** Puts the pictures into a drawing part, in the place of the shapes that stood for the objects. Returns the numbers of those placed. */
export function placePictures(pkg: Package, drawing: string, previews: readonly Preview[]): Set<string> {
  const placed = new Set<string>();
  const { relations } = dialectOf(pkg);
  cutMarkup(pkg, drawing, why, (cuts) => {
    const standIns = placeholders(cuts);
    const { root } = cuts.tree;
    let id = Math.max(0, ...cuts.named('cNvPr').map((element) => Number(attribute(cuts.tree, element, 'id')) || 0));
    for (const { number, picture, anchor } of previews) {
      const standIn = standIns.get(number);
      const holder = standIn === undefined ? undefined : anchorOf(standIn);
      const place = holder === undefined ? placeAt(root, anchor) : placeOf(cuts.tree.text, holder);
      if (place === undefined) continue;
      const link = pkg.relate(drawing, `${relations}/image`, picture);
      const markup = pictureMarkup(root, { id: ++id, link, place, relations });
      if (holder === undefined) cuts.append(root, markup);
      else cuts.replace(alternative(holder), markup);
      placed.add(number);
    }
  });
  return placed;
}

/** The `mc:AlternateContent` around an anchor, as older programs do not know its shape; else the anchor. */
function alternative(holder: XmlElement): XmlElement {
  const outer = holder.parent?.parent;
  return outer?.local === 'AlternateContent' ? outer : holder;
}

/** `<xdr:from>…</xdr:from><xdr:to>…</xdr:to>` as the anchor has them; undefined for an anchor without both. */
function placeOf(text: string, anchor: XmlElement): string | undefined {
  const ends = anchor.children.filter(({ local }) => local === 'from' || local === 'to');
  return ends.length === 2 ? ends.map(({ start, end }) => text.slice(start, end)).join('') : undefined;
}

function placeAt(root: XmlElement, anchor: readonly number[] | undefined): string | undefined {
  if (anchor === undefined) return undefined;
  const prefix = prefixOf(root);
  const end = (name: string, [column = 0, dx = 0, row = 0, dy = 0]: readonly number[]): string =>
    `<${prefix}${name}><${prefix}col>${column}</${prefix}col><${prefix}colOff>${dx * pixel}</${prefix}colOff>` +
    `<${prefix}row>${row}</${prefix}row><${prefix}rowOff>${dy * pixel}</${prefix}rowOff></${prefix}${name}>`;
  return end('from', anchor.slice(0, 4)) + end('to', anchor.slice(4));
}

interface Placed {
  readonly id: number;
  readonly link: string;
  readonly place: string;
  readonly relations: string;
}

function pictureMarkup(root: XmlElement, { id, link, place, relations }: Placed): string {
  const x = prefixOf(root);
  const strict = root.namespace.startsWith('http://purl.oclc.org/');
  const drawing = strict
    ? 'http://purl.oclc.org/ooxml/drawingml/main'
    : 'http://schemas.openxmlformats.org/drawingml/2006/main';
  return (
    `<${x}twoCellAnchor editAs="oneCell">${place}<${x}pic><${x}nvPicPr><${x}cNvPr id="${id}" name="Picture ${id}"/>` +
    `<${x}cNvPicPr/></${x}nvPicPr><${x}blipFill><a:blip xmlns:a="${drawing}" xmlns:r="${relations}" r:embed="${escapeAttribute(link)}"/>` +
    `<a:stretch xmlns:a="${drawing}"><a:fillRect/></a:stretch></${x}blipFill><${x}spPr><a:prstGeom xmlns:a="${drawing}" prst="rect">` +
    `<a:avLst/></a:prstGeom></${x}spPr></${x}pic><${x}clientData/></${x}twoCellAnchor>`
  );
}
