/** Words that shape the meaning of a header without carrying a role. */
import { fold } from './fold.ts';
import type { Qualifier } from './roles.ts';

const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).map(fold).filter(Boolean));

/** They neither support nor disturb a role: dates, articles, the words for task and project. */
export const NEUTRAL = set(`
  date dates time day of the a an in on for to and or by at is task tasks project activity item timeline # no nr
  datum dato data fecha data tag zeit uhrzeit der die das des dem den von in im am zu für und oder aufgabe vorgang projekt
  de du des la le les l d en au aux à pour par tâche activité projet heure
  del el los las por para y o tarea actividad proyecto hora da do dos das e tarefa atividade projeto
  di della dello dei delle il lo gli attività compito progetto van het een taak activiteit project av och för till uppgift aktivitet opgave af og oppgave
  pvm päivä päivämäärä дата задачи работ этапа день дня і на до zadania data úkolu datum tarihi tarih görev feladat dátum ngày công việc dự án thời gian
  l1 l2 l3 l4 タスク 作業 日 日付 年月日 の 時間 プロジェクト 项目 任务 任務 日期 时间 時間 工作 的 작업 업무 날짜 일 일자 프로젝트 作业
`);

/** They turn a header into something else: never bound by a word beside them. */
export const BLOCKERS = set(`
  variance var deviation delta change changed difference diff type kind category confidence recovery rate ratio link links url document
  count created creation updated update modified raised opened reported reporter author successor successors goal acceptance criteria risk impact probability mitigation
  abweichung differenz typ art kategorie erstellt geändert nachfolger veränderung écart type catégorie créé créée modifié successeur successeurs
  desviación variación tipo categoría creado creada modificado sucesora sucesoras desvio variação categoria criado criada alterado sucessora sucessoras
  scostamento tipologia creato modificato successori soort categorie aangemaakt gewijzigd opvolger opvolgers kategori avvikelse skapad ændret avvik opprettet
  отклонение тип категория создано создана изменено последователи последующие tür kategori typ kategoria típus kategória loại
  種別 種類 区分 分類 作成 更新 差異 後続 遅早 类型 類型 类别 類別 分类 创建 更新 修改 偏差 后续 後續 配分 单位 單位 투입 유형 종류 분류 작성 수정 후행 投入 予実差
`);

/** Endings of a header in hours or weeks; the default unit of a duration is working days. */
export const HOUR_WORDS = set(
  'hour hours hrs hr h std stunden stunde heures heure horas hora ore uren uur timmar timer tunnit godziny hodiny часы часов saat óra giờ 時間 小时 小時 工时 工時 시간',
);
export const WEEK_WORDS = set(
  'week weeks wk wks woche wochen semaine semaines semana semanas settimane weken veckor uger uker viikot tygodnie týdny недели недель hafta hét tuần 週 周 주',
);

const QUALIFIER_WORDS: Readonly<Record<Exclude<Qualifier, 'plain'>, ReadonlySet<string>>> = {
  planned:
    set(`plan planned planning scheduled schedule geplant geplante geplanter geplantes soll plan prévu prévue planifié planifiée previsto prevista planificado planificada planejado planejada planeado
    pianificato pianificata prevista gepland geplande planerad planerat planlagt planlagd suunniteltu план плановое плановая плановый планируемое плановые запланировано planowane planowana planowany plánovaný plánované planlanan tervezett
    kiến hoạch 予定 計画 计划 計劃 预计 預計 今回 current 계획 예정 target`),
  estimated:
    set(`est estimated estimate expected forecast projected geschätzt prognose erwartet estimé estimée estimado estimada stimato stimata geschat skattad estimerad beräknad uppskattad estimeret estimert arvioitu оценка ожидаемое
    szacowany odhad tahmini becsült ước 見積 见积 估计 估計 预估 預估 예상`),
  actual:
    set(`actual actuals real ist tatsächlich tatsächliche tatsächlicher réel réelle réels effectif effective efectivo realizado realizada effettivo effettiva reale werkelijk werkelijke verklig verkligt faktisk faktiskt virkelig toteutunut факт фактическое фактическая фактический
    фактически rzeczywiste rzeczywisty rzeczywista skutečný skutečné gerçekleşen gerçek tényleges tế 実績 实际 實際 실제 실적`),
  baseline: set('baseline original orig basisplan ursprünglich initial initiale base 基线 基線 基準 ベースライン 기준'),
  previous: set(
    'previous prev last old blur early late vorherig précédent anterior 前回 上次 最早 最晚 earliest latest optimistic pessimistic best worst',
  ),
  remaining: set('remaining rest restlich left reste restant restante resterande verbleibend 残 残り 剩余 剩餘 남은'),
};

/** Is this word only a qualifier? */
export function qualifierOf(word: string): Exclude<Qualifier, 'plain'> | undefined {
  for (const [name, set] of Object.entries(QUALIFIER_WORDS)) {
    if (set.has(word)) return name as Exclude<Qualifier, 'plain'>;
  }
  return undefined;
}

/** Every small word in an unspaced script, for cutting runs. */
export function unspacedSmallWords(isUnspaced: RegExp): string[] {
  const all = [NEUTRAL, BLOCKERS, HOUR_WORDS, WEEK_WORDS, ...Object.values(QUALIFIER_WORDS)];
  return all.flatMap((set) => [...set]).filter((word) => isUnspaced.test(word));
}

const TOTAL_WORDS =
  set(`total totals sum subtotal gesamt summe gesamtsumme insgesamt zwischensumme somme totaux suma totale somma totaal som subtotaal summa totalt sammanlagt i_alt yhteensä итого всего итог сумма razem suma
  celkem součet toplam összesen tổng cộng tổng_cộng 合計 小計 総計 总计 合计 小计 總計 合計 총계 합계 소계`);

const FIRST_OF_TOTAL = new Set([...TOTAL_WORDS, 'grand'].map((word) => word.split('_')[0]!));

/** Does the text name a sum: `Total`, `Summe (Tage)`, `合計`? Longer sentences do not. */
export function namesTotal(text: string): boolean {
  const folded = fold(text);
  const first = /[\p{L}\p{N}]+/u.exec(folded)?.[0];
  if (first === undefined || !FIRST_OF_TOTAL.has(first)) return false;
  const parts = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (parts.length > 4) return false;
  return (
    TOTAL_WORDS.has(first) || (parts.length > 1 && TOTAL_WORDS.has(`${first}_${parts[1]}`)) || /^grand$/.test(first)
  );
}
