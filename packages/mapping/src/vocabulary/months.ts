/** Names of months and weekdays, folded; what dates in words and date scales are made of. */
import { fold } from './fold.ts';

const MONTHS: readonly string[] = [
  'january jan januar janvier janv enero ene janeiro gennaio gen januari januar tammikuu январь января янв styczeń stycznia sty leden ledna ocak oca január január січень січня',
  'february feb februar février févr fév febrero fevereiro fev febbraio februari helmikuu февраль февраля фев luty lutego lut únor února şubat şub február лютий лютого',
  'march mar märz maerz mrz mars marzo março maart mrt maaliskuu март марта marzec marca březen března mart március márc березень березня',
  'april apr avril avr abril abr aprile huhtikuu апрель апреля апр kwiecień kwietnia kwi duben dubna nisan nis április ápr квітень квітня',
  'may mai mayo maio maggio mag mei maj toukokuu май мая maja květen května mayıs május máj травень травня',
  'june jun juni juin junio junho giugno giu kesäkuu июнь июня июн czerwiec czerwca cze červen června haziran haz június jún червень червня',
  'july jul juli juillet juil julio julho luglio lug heinäkuu июль июля июл lipiec lipca lip červenec července temmuz tem július júl липень липня',
  'august aug août aou agosto ago augustus augusti elokuu август августа авг sierpień sierpnia sie srpen srpna ağustos ağu augusztus серпень серпня',
  'september sep sept septembre septiembre setembro set settembre september syyskuu сентябрь сентября сен wrzesień września wrz září eylül eyl szeptember szept вересень вересня',
  'october oct oktober okt octobre octubre outubro out ottobre ott oktober lokakuu октябрь октября окт październik października paź říjen října ekim eki október жовтень жовтня',
  'november nov novembre noviembre novembro marraskuu ноябрь ноября ноя listopad listopada lis listopadu kasım kas listopad листопад листопада',
  'december dec dezember dez décembre déc diciembre dic dezembro dicembre december desember des joulukuu декабрь декабря дек grudzień grudnia gru prosinec prosince aralık ara грудень грудня',
];

const WEEKDAYS = `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
  montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend mo di mi do fr sa so
  lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom
  segunda terça quarta quinta sexta seg ter qua qui sex lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab
  maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag man tir ons tor fre lør søn
  понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob ndz
  pondělí úterý středa čtvrtek pátek sobota neděle po út st čt pá ne pazartesi salı çarşamba perşembe cuma cumartesi pazar
  月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 周一 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 一 二 三 四 五 六 월 화 수 목 금 토 일 t2 t3 t4 t5 t6 t7 cn`;

const MONTH_NUMBERS = new Map<string, number>();
MONTHS.forEach((names, index) => {
  for (const name of names.split(' ')) MONTH_NUMBERS.set(fold(name), index + 1);
});
const WEEKDAY_NAMES = new Set(WEEKDAYS.split(/\s+/).map(fold));

/** 1 … 12 for the name or abbreviation of a month in a known language. */
export function monthNumber(word: string): number | undefined {
  return MONTH_NUMBERS.get(fold(word).replace(/\.$/, ''));
}

export function isWeekday(word: string): boolean {
  return WEEKDAY_NAMES.has(fold(word).replace(/\.$/, ''));
}

const PERIOD =
  /^(?:(?:week|wk|w|kw|woche|semaine|sem|s|semana|settimana|uge|vecka|v|uke|viikko|vk|неделя|нед|tydzien|tyden|hafta|het|tuan|day|tag|jour|j|dia|d|giorno|q|quarter|quartal|trimestre|t|month|monat|mois|mes|sprint|thang|第)\s*[.#]?\s*\d{1,3}(?:\s*(?:周|週|天|日|回|月))?|\d{1,2}\s*(?:月|周|週|日|월|일|h)|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{4}|\d{4}\s*年.*|(?:\d{4}[./-])?\d{1,2}[./-]\d{1,4})$/;

/** Is this header text a mark of a date scale: a month, a weekday or its letter, `Week 3`, `KW 12`, `4/5`? */
export function isScaleText(text: string): boolean {
  const folded = fold(text.trim());
  if (folded === '') return false;
  if (folded.length === 1 && /\p{L}/u.test(folded)) return true;
  if (/^\d{1,3}$/.test(folded) || PERIOD.test(folded) || WEEKDAY_NAMES.has(folded)) return true;
  const first = folded.match(/^[\p{L}]+/u)?.[0];
  return first !== undefined && MONTH_NUMBERS.has(first) && /^[\p{L}]+\.?[\s,'’-]*\d{0,4}$/u.test(folded);
}
