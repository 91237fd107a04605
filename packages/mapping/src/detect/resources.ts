import type { FieldType } from '@sprintforge/core';
import type { Workbook, Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, Detection, TableMapping } from '../api.ts';
import { words } from '../vocabulary/fold.ts';
import { headerText } from './header-block.ts';
import { hasContent } from './table-rows.ts';

type ResourceField = 'name' | 'email' | 'role' | 'capacity' | 'rate' | 'id';

const TYPE: Readonly<Record<ResourceField, FieldType>> = {
  name: 'text',
  email: 'text',
  role: 'text',
  capacity: 'percent',
  rate: 'money',
  id: 'text',
};
const WORDS: Readonly<Record<ResourceField, ReadonlySet<string>>> = {
  name: phrases(
    'name|resource|resource name|person|member|team member|full name|employee|employee name|ressource|mitarbeiter|nom|ressource nom|nombre|recurso|nome|risorsa|naam|medewerker|氏名|名前|担当者|要員|リソース名|姓名|资源|资源名称|資源|имя|ресурс|ФИО|namn|resurs|navn|이름|담당자|kaynak|ad soyad|imię|zasób|jméno|zdroj|họ tên|erőforrás',
  ),
  email: phrases(
    'email|e mail|mail|email address|courriel|correo|correo electrónico|メール|メールアドレス|邮箱|邮件|電子郵件|почта|эл почта|e posta|이메일',
  ),
  role: phrases(
    'role|position|function|job title|rolle|funktion|rôle|fonction|rol|cargo|función|função|papel|ruolo|functie|役割|角色|职位|職位|роль|должность|roll|rola|görev|rolü|역할',
  ),
  capacity: phrases(
    'capacity|max units|availability|allocation|kapazität|verfügbarkeit|capacité|disponibilité|capacidad|disponibilidad|capacidade|disponibilidade|capacità|capaciteit|稼働率|容量|容量百分比|capacitet|kapacitet|доступность|kapasite',
  ),
  rate: phrases(
    'rate|cost rate|hourly rate|standard rate|std rate|hour rate|day rate|stundensatz|tagessatz|satz|taux|taux horaire|tarifa|tarifa por hora|custo hora|costo hora|tariffa|tarief|uurtarief|単価|费率|單價|单价|费用|ставка|timpris|stawka|ücret|단가',
  ),
  id: phrases('resource id|id'),
};
const SEARCHED = 60;
const MOST = 5000;

function phrases(text: string): ReadonlySet<string> {
  return new Set(text.split('|').map((phrase) => words(phrase).join(' ')));
}

function fieldOf(text: string): ResourceField | undefined {
  const phrase = words(text.replace(/\([^)]*\)/g, '')).join(' ');
  const fields: ResourceField[] = ['name', 'email', 'role', 'capacity', 'rate', 'id'];
  return fields.find((field) => WORDS[field].has(phrase));
}

/** A table of people beside the plan: a name column and at least one of email, role, capacity, rate. The richest one. */
export function findResources(workbook: Workbook, tasks: TableMapping | null): Detection['resources'] {
  let best: Detection['resources'] = null;
  for (const sheet of workbook.sheets) {
    if (sheet.name.startsWith('_') || sheet.state !== 'visible' || sheet.name === tasks?.sheet) continue;
    let seen = 0;
    for (const row of sheet.rows()) {
      if (++seen > SEARCHED) break;
      const columns = headerColumns(sheet, row);
      if (columns.length > (best?.columns.length ?? 1))
        best = { sheet: sheet.name, headerRow: row, columns, ...extent(sheet, row, columns) };
    }
  }
  return best;
}

function headerColumns(sheet: Worksheet, row: number): ColumnBinding[] {
  const found = new Map<ResourceField, ColumnBinding>();
  for (const cell of sheet.row(row)) {
    const header = headerText(cell);
    const field = header === undefined ? undefined : fieldOf(header);
    if (header === undefined || field === undefined || found.has(field)) continue;
    const style = field === 'capacity' ? ({ percent: 'fraction' } as const) : {};
    found.set(field, { column: cell.column, header, field, type: TYPE[field], confidence: 0.9, style });
  }
  const telling = [...found.keys()].some(
    (field) => field === 'email' || field === 'role' || field === 'capacity' || field === 'rate',
  );
  return found.has('name') && telling ? [...found.values()].sort((a, b) => a.column - b.column) : [];
}

function extent(sheet: Worksheet, headerRow: number, columns: readonly ColumnBinding[]) {
  const name = columns.find(({ field }) => field === 'name')!.column;
  let lastRow = headerRow;
  for (const row of sheet.rows()) {
    if (row <= headerRow) continue;
    if (row > lastRow + 2 || row > headerRow + MOST) break;
    if (hasContent(sheet.cell(row, name))) lastRow = row;
  }
  return { firstRow: headerRow + 1, lastRow };
}
