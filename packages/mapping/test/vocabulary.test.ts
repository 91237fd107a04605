import { describe, expect, test } from 'vitest';
import { matchHeader } from '../src/vocabulary/match-header.ts';
import { isScaleText } from '../src/vocabulary/months.ts';
import { namesTotal } from '../src/vocabulary/small-words.ts';

/** role: headers that mean it, whatever the language. */
const MEANT: Readonly<Record<string, string>> = {
  name: 'Task Name|TASK|TaskName|task_title|Vorgangsname|Aufgabe|Arbeitspaket|Nom de la tâche|TÂCHE|Nombre de la tarea|Tarea|Tarefa|Nome da atividade|Attività|Taaknaam|Uppgift|Opgave|Oppgave|Tehtävä|Zadanie|Název úkolu|Görev|Название задачи|Назва завдання|Feladat|Công việc|作業|タスク名|任务名称|任務名稱|작업명|小項目 (タスク)',
  start:
    'Start|START DATE|Est. Start Date|Estimated\nStart|Baseline_Start|StartDate|Anfang|Beginn|Startdatum|Date de début|Début|Fecha de inicio|Início|Data inizio|Begindatum|Startdato|Alkupvm|Data rozpoczęcia|Začátek|Başlangıç|Дата начала|Початок|Kezdés|Ngày bắt đầu|開始日|開始予定|计划开始时间|開始日期|시작일',
  finish:
    'End|Finish Date|Due Date|DUE BY|Est. Deadline|Ende|Enddatum|Fertigstellung|Fälligkeitsdatum|Date de fin|Échéance|DATE LIMITE|Fecha fin|Vencimiento|TÉRMINO|Data de término|Scadenza|Data fine|Einddatum|Slutdatum|Slutdato|Loppupvm|Data zakończenia|Konec|Bitiş|Окончание|Срок выполнения|Завершення|Határidő|Ngày kết thúc|終了日|完了予定|期限|结束时间|截止日期|종료일|마감일',
  duration:
    'Duration|Days|# Days|Duration (in days)|DURATION* (WORK DAYS)|Dauer|Dauer (Tage)|Arbeitstage|Durée|Duración|Duração (dias)|Durata|Duur|Varaktighet|VARIGHED|Kesto|Czas trwania|Doba trvání|Süre|Длительность|Тривалість|Időtartam|Số ngày|期間|日数|工期|天数|기간',
  status:
    'Status|Status_RAG|Zustand|Statut|État|Estado|Situação|Stato|Tila|Stan|Stav|Durum|Статус|Állapot|Trạng thái|状況|ステータス|状态|狀態|상태',
  percent:
    '% Complete|%_Complete|% Done|PERCENT COMPLETE|Progress|% OF TASK COMPLETE|Fortschritt|% abgeschlossen|Avancement|% achevé|Avance|% completado|PROGRESSO|% concluída|Avanzamento|% completamento|Voortgang|% voltooid|Färdigt %|FULDFØRT|Postęp|% İlerleyiş|% завершения|Прогрес|Készültség|% hoàn thành|進捗率|完成百分比|进度|진행률',
  assignee:
    'Assignee|Assigned To|Owner|Task Owner|Resource Names|Responsible|Verantwortlich|Zuständig|Bearbeiter|Ressourcennamen|Responsable|PROPRIÉTAIRE DE LA TÂCHE|Asignado a|Dueño / Voluntario|Responsável|ATRIBUÍDO\nPARA|Responsabile|Assegnato a|Verantwoordelijke|Ansvarig|Ansvarlig|Vastuuhenkilö|Osoba odpowiedzialna|Zodpovědná osoba|Sorumlu|Исполнитель|Відповідальний|Felelős|Người thực hiện|担当者|割当|负责人|資源|담당자',
  predecessors:
    'Predecessors|Predecessor(s)|Depends on|Dependencies (WBS #)|Vorgänger|Abhängigkeiten|Prédécesseurs|Antécédents|Predecesoras|Predecessoras|Dependências|Predecessori|Voorgangers|Beroenden|Forgænger|Edeltäjä|Poprzednik|Předchůdci|Öncül|Предшественники|Попередники|Előd|Phụ thuộc|先行タスク|先行タスク ID|前置任务|前置任務|선행 작업',
  priority:
    'Priority|Prio|Priorität|Priorité|Prioridad|Prioridade|Priorità|Prioriteit|Prioritet|Priorytet|Öncelik|Приоритет|Prioritás|Độ ưu tiên|優先度|优先级|우선순위',
  cost: 'Cost|Budget|Kosten|Coût|Coste|Custo|Costo|Kostnad|Koszt|Náklady|Maliyet|Затраты|Költség|Chi phí|費用|成本|비용',
  notes:
    'Notes|Comments|Remarks|Bemerkungen|Commentaires|Observaciones|Observações|Osservazioni|Opmerkingen|Anteckningar|Bemærkninger|Uwagi|Poznámky|Notlar|Примечание|Megjegyzés|Ghi chú|備考|备注|備註|비고',
  wbs: 'WBS|WBS Code|ID WBS|WBS_ID|WBS\n番号|PSP-Code|EDT|EAP|Код СДР',
  level: 'Level|Lv|Outline Level|Ebene|Niveau|Nivel|Nível|Livello|Уровень|階層|级别',
  number: '#|No|No.|Nr.|N°|Nº|№|ID|Task ID|STT|Lp.|lfd. Nr.|番号|序号|번호|idx',
};

describe('C4: headers by language', () => {
  for (const [role, headers] of Object.entries(MEANT)) {
    test.each(headers.split('|'))(`${role}: %s`, (header) => {
      expect(matchHeader(header).roles[0]).toMatchObject({ role });
      expect(matchHeader(header).roles[0]!.confidence).toBeGreaterThanOrEqual(0.6);
    });
  }
});

/** Headers that look like a role but are not it. */
const FALSE_FRIENDS: readonly (readonly [header: string, not: string])[] = [
  ['Beroenden', 'finish'],
  ['Dueño', 'finish'],
  ['Not Started', 'start'],
  ['Dependencies (WBS #)', 'wbs'],
  ['Start Links Names', 'start'],
  ['Baseline Start Date Change (Days)', 'start'],
  ['任务类型', 'name'],
  ['タスク配分', 'name'],
  ['投入百分比', 'percent'],
  ['Task Estimate 95% Confidence', 'percent'],
  ['PHASE ONE', 'name'],
  ['WBS Description', 'wbs'],
  ['作成日', 'start'],
  ['Document link', 'notes'],
  ['Successors', 'predecessors'],
];

test.each(FALSE_FRIENDS)('C4: %s is not %s', (header, not) => {
  const match = matchHeader(header).roles.find(({ role }) => role === not);
  expect(match?.confidence ?? 0).toBeLessThan(0.44);
});

test.each([
  ['Actual Start', 'actual'],
  ['Planned Start', 'planned'],
  ['計画開始日', 'plain'],
  ['实际结束时间', 'actual'],
  ['Baseline_Finish', 'baseline'],
  ['Est. Days', 'estimated'],
  ['開始実績', 'actual'],
  ['Ngày kết thúc', 'plain'],
])('C4: %s is %s', (header, qualifier) => {
  expect(matchHeader(header).qualifier).toBe(qualifier);
});

test('C4: the header names the unit of plain numbers', () => {
  expect(matchHeader('Estimated Work (in hours)').unit).toBe('h');
  expect(matchHeader('Duration (weeks)').unit).toBe('w');
  expect(matchHeader('Duration (days)').unit).toBeUndefined();
});

test.each([
  'Jan',
  'Feb 26',
  'März',
  'Week 12',
  'KW 3',
  'Semaine 1',
  'M',
  'Пн',
  '月',
  '4月',
  '第3週',
  'Tháng 4',
  '12',
  '4/5',
  'W1',
])('C4: %s belongs to a date scale', (text) => expect(isScaleText(text)).toBe(true));
test.each(['Task', 'Start', 'Notes', 'Marketing', 'Summary', '担当'])('C4: %s does not', (text) =>
  expect(isScaleText(text)).toBe(false),
);

test.each(['Total', 'TOTAL:', 'Summe', 'Gesamtsumme', 'Итого', '合計', 'Grand Total', 'Summa', 'Tổng cộng'])(
  '%s names a sum',
  (text) => expect(namesTotal(text)).toBe(true),
);
test.each(['Totally new design of the web page', 'Task 3', 'Sommerfest', 'Total rebuild of the shop floor'])(
  '%s does not',
  (text) => expect(namesTotal(text)).toBe(false),
);
