/** A chart of one series over cells of some sheet, with the parts that it needs. */

import type { Dice } from '../../../../test/support/dice.ts';
import { xml } from './case-cells.ts';
import { lastValueRow, quoted } from './case-formulas.ts';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006';
const types = 'application/vnd.openxmlformats-';

export const drawingPart = 'xl/drawings/drawing1.xml';

export function chartParts(dice: Dice, sheets: readonly string[]): Record<string, readonly [string, string]> {
  const top = dice.int(1, lastValueRow - 6);
  const bottom = dice.int(top + 4, lastValueRow);
  const cells = (column: string) => `${quoted(dice.pick(sheets))}!$${column}$${top}:$${column}$${bottom}`;
  const reference = (kind: string, column: string) =>
    `<c:${kind}><c:numRef><c:f>${xml(cells(column))}</c:f></c:numRef></c:${kind}>`;
  const series = `<c:ser><c:idx val="0"/><c:order val="0"/>${reference('cat', 'A')}${reference('val', 'B')}</c:ser>`;
  const axes = `<c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>`;
  const plot = `<c:barChart><c:barDir val="col"/>${series}<c:axId val="1"/><c:axId val="2"/></c:barChart>${axes}`;
  const corner = (end: string, at: number) =>
    `<d:${end}><d:col>${at}</d:col><d:colOff>0</d:colOff><d:row>${at}</d:row><d:rowOff>0</d:rowOff></d:${end}>`;
  const frame = `<d:graphicFrame macro=""><d:nvGraphicFramePr><d:cNvPr id="2" name="Chart"/><d:cNvGraphicFramePr/></d:nvGraphicFramePr><d:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></d:xfrm><a:graphic><a:graphicData uri="${drawing}/chart"><c:chart xmlns:c="${drawing}/chart" r:id="rId1"/></a:graphicData></a:graphic></d:graphicFrame>`;
  return {
    [drawingPart]: [
      `${types}officedocument.drawing+xml`,
      `<d:wsDr xmlns:d="${drawing}/spreadsheetDrawing" xmlns:a="${drawing}/main" xmlns:r="${office}"><d:twoCellAnchor>${corner('from', 40)}${corner('to', 50)}${frame}<d:clientData/></d:twoCellAnchor></d:wsDr>`,
    ],
    'xl/drawings/_rels/drawing1.xml.rels': [
      `${types}package.relationships+xml`,
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/chart" Target="/xl/charts/chart1.xml"/></Relationships>`,
    ],
    'xl/charts/chart1.xml': [
      `${types}officedocument.drawingml.chart+xml`,
      `<c:chartSpace xmlns:c="${drawing}/chart" xmlns:a="${drawing}/main"><c:chart><c:plotArea>${plot}</c:plotArea></c:chart></c:chartSpace>`,
    ],
  };
}
