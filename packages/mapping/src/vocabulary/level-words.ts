import { fold, foldHeader, words } from './fold.ts';

/** What people write over the columns of a plan that has one column of names for each level of its outline. */
const PHRASES: ReadonlySet<string> = new Set(
  [
    'phase|project phase|stage|epic|feature|story|user story|theme|initiative|program|workstream|work stream|stream|work package|workpackage|wp|package|summary task|task group|main task|task|task name|subtask|sub task|subtask name|activity|activity name|main activity|subactivity|sub activity|step|substep|section|level|wbs level|outline level|task level',
    'projektphase|teilprojekt|arbeitspaket|ap|teilpaket|vorgang|vorgangsname|hauptvorgang|untervorgang|teilvorgang|aufgabe|hauptaufgabe|teilaufgabe|unteraufgabe|aktivität|hauptaktivität|unteraktivität|teilaktivität|tätigkeit|arbeitsschritt|schritt|teilschritt|abschnitt|bauabschnitt|gewerk|ebene|gliederungsebene|hierarchieebene',
    'étape|sous étape|lot|sous lot|lot de travaux|activité|sous activité|tâche|tâche principale|sous tâche|niveau|chantier',
    'fase|etapa|subfase|paquete de trabajo|actividad|subactividad|tarea|tarea principal|subtarea|nivel',
    'pacote de trabalho|atividade|subatividade|tarefa|subtarefa|nível',
    'pacchetto di lavoro|attività|sottoattività|sotto attività|compito|sottocompito|livello',
    'werkpakket|activiteit|subactiviteit|deelactiviteit|taak|subtaak|deeltaak',
    'fas|aktivitet|delaktivitet|uppgift|deluppgift|arbetspaket|opgave|delopgave|arbejdspakke|oppgave|deloppgave|arbeidspakke',
    'faza|etap|pakiet roboczy|zadanie|podzadanie|działanie|fáze|úkol|podúkol|činnost|этап|подэтап|фаза|пакет работ|задача|подзадача|работа|aşama|görev|alt görev|iş paketi',
    '大項目|中項目|小項目|細項目|大分類|中分類|小分類|大工程|中工程|小工程|工程|フェーズ|タスク|サブタスク|作業|作業内容|階層|レベル',
    '阶段|工作包|任务|主任务|子任务|一级任务|二级任务|三级任务|四级任务|活动|层级|階段|任務|子任務|단계|작업|하위작업',
  ].flatMap((list) => list.split('|').map(plain)),
);

/** `1. Subtask`, `Level 2`, `Task 3`, `L1`: a number tells which level it is. */
const NUMBER = /^(?:\d{1,2}|[ivx]{1,4}|(?:1|2|3)(?:st|nd|rd)|l\d)$/;

/** Does a header name a level of the outline (`Phase`, `Work package`, `1. Subtask`, `Level 2`)? */
export function namesLevel(header: string): boolean {
  const { words: main } = foldHeader(header);
  const bare = main.filter((word) => !NUMBER.test(word));
  return bare.length === 0 ? main.some((word) => /^l\d$/.test(word)) : PHRASES.has(bare.join(' '));
}

function plain(phrase: string): string {
  return words(fold(phrase)).join(' ');
}
