import { fold } from '../vocabulary/fold.ts';

export type DurationUnit = 'd' | 'w' | 'h' | 'm' | 'min';

const UNITS: Readonly<Record<DurationUnit, string>> = {
  d: `d day days workday workdays tag tage tagen t at pt arbeitstag arbeitstage werktage personentage jour jours j jrs jh dia dias g gg giorno giorni gg dag dagen dagar dage dager päivä päivää pv pvä dzień dni dn den dny dní dnů d
    день дня дней дн д днів дні gün nap ngày 日 日間 天 人日 工作日 营业日 個工作天 일 인일 md pd`,
  w: `w wk wks week weeks woche wochen wo sem semaine semaines semana semanas settimana settimane sett weken vecka veckor uge uger uke uker viikko viikkoa vk tydzień tygodnie tygodni týden týdny týdnů неделя недели недель нед тиждень тижні тижнів hafta hét tuần 週 週間 周 주`,
  h: `h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren u timme timmar time timer tunti tuntia godzina godziny godzin godz hodina hodiny hodin час часа часов ч год години годин saat óra giờ 時間 小时 小時 시간 人時`,
  m: `mo mon mons month months monat monate mois mes meses mês mese mesi maand maanden månad månader måned måneder kuukausi miesiąc miesiące měsíc месяц месяца месяцев мес ay hónap tháng ヶ月 か月 カ月 个月 個月 月 개월`,
  min: 'min mins minute minutes minuten minuti minuto minutos мин 分 分钟 分鐘 분',
};

const BY_WORD = new Map<string, DurationUnit>();
for (const [unit, text] of Object.entries(UNITS)) {
  for (const word of text.split(/\s+/)) BY_WORD.set(fold(word), unit as DurationUnit);
}

/** Working days: a week has five, a day eight hours, a month twenty days. */
export const DAYS_PER: Readonly<Record<DurationUnit, number>> = { d: 1, w: 5, h: 1 / 8, m: 20, min: 1 / 480 };

export function durationUnit(word: string): DurationUnit | undefined {
  return BY_WORD.get(fold(word.replace(/[.()]/g, '')));
}

export interface DurationText {
  readonly days: number;
  /** The unit as written, the last one of several; undefined for a bare number. */
  readonly unit: string | undefined;
}

const PART = /^\s*(\d+(?:[.,]\d+)?)\s*([\p{L}]*)\.?(?:\([\p{L}]+\))?\s*/u;

/** `5`, `5d`, `1,5 Tage`, `2w 3d`, `41 дней?` in working days (8 hours a day, 5 days a week); undefined if it is none. */
export function parseDurationText(text: string): DurationText | undefined {
  if (/^[A-Za-z]/.test(text)) return undefined;
  let rest = text.normalize('NFKC').trim().replace(/\?$/, '');
  if (rest === '' || rest.length > 40) return undefined;
  let days = 0;
  let unit: string | undefined;
  for (let parts = 0; rest !== ''; parts++) {
    const part = PART.exec(rest);
    if (part === null || (parts > 0 && part[2] === '')) return undefined;
    const known = part[2] === '' ? 'd' : durationUnit(part[2]!);
    if (known === undefined) return undefined;
    if (part[2] !== '') unit = part[2];
    days += Number(part[1]!.replace(',', '.')) * DAYS_PER[known];
    rest = rest.slice(part[0].length).replace(/^[,;]\s*/, '');
  }
  return { days, unit };
}
