import type { Terms } from './roles.ts';

export const RUSSIAN: Terms = {
  name: `Задача|Задачи|Название задачи|Наименование задачи|Наименование работ|Наименование работы|Наименование~0.75|Название~0.75|Название работы|Работа~0.75|Работы~0.75|Вид работ|Виды работ|Этап~0.7|Этапы~0.65|Название этапа~0.75|Мероприятие|Мероприятия|Действие~0.7|
    Активность|Содержание работ~0.8|Описание задачи~0.85|Веха~0.7|Операция~0.65|Что сделать~0.7|Проект~0.5|Шаг~0.6|Имя задачи`,
  start:
    'Начало|Дата начала|Старт|Дата старта|Начать|Начало работ|Начало этапа|С~0.5|Плановое начало|План начало|Начало план|Дата начала работ|Срок начала',
  finish: `Окончание|Дата окончания|Конец|Дата конца|Завершение|Дата завершения|Финиш|Срок~0.7|Срок выполнения~0.75|Срок исполнения~0.75|Крайний срок~0.85|Дедлайн~0.85|Плановое окончание|Окончание этапа|Окончание работ|По~0.45|До~0.5|Дата сдачи~0.75|Срок окончания|Дата выполнения~0.65`,
  duration:
    'Длительность|Продолжительность|Продолжительность дней|Дни|Дней|Кол во дней|Количество дней|Трудозатраты~0.6|Рабочие дни|Часы~0.5|Часов~0.5|Время~0.5|Длительность дней|Трудоемкость~0.6|Оценка~0.5|Срок дней',
  status: 'Статус|Состояние~0.85|Статус задачи|Стадия~0.55',
  percent:
    '% завершения|Процент завершения|% выполнения|Процент выполнения|Выполнено %|% завершено|Прогресс|Готовность|% готовности|Выполнение %|Процент~0.8|Выполнено~0.5|Завершено~0.5|% выполнено|Степень готовности|Прогресс %|Ход выполнения~0.6',
  assignee:
    'Ответственный|Ответственные|Исполнитель|Исполнители|Ресурс|Ресурсы|Названия ресурсов|Название ресурса|Назначено|Кто|Владелец|Сотрудник|Ответственное лицо|Кому назначено|Назначена|Участники~0.6|Ответственность~0.7|Команда~0.55|ФИО~0.6',
  predecessors:
    'Предшественник|Предшественники|Предшествующая задача|Предшествующие задачи|Предшествующие работы|Зависимость|Зависимости|Зависит от|Предыдущая задача|Предыдущие задачи|Связи~0.5|Предшественник задачи',
  priority: 'Приоритет|Важность~0.8|Срочность~0.75',
  cost: 'Затраты|Стоимость|Бюджет~0.9|Цена~0.65|Сумма~0.6|Расходы~0.6|Общая стоимость',
  notes:
    'Примечание|Примечания|Комментарий|Комментарии|Заметки|Заметка|Описание~0.7|Подробности~0.7|Замечания|Детали~0.65',
  wbs: 'СДР|Код СДР|ИСР|Код ИСР|WBS|Код WBS',
  level: 'Уровень|Уровень структуры|Уровень иерархии',
  number: '№|№ п п|№ пп|п п|Номер|Ид|Идентификатор|Код~0.7|№ задачи|Номер задачи|Код задачи|ID задачи',
};

export const UKRAINIAN: Terms = {
  name: 'Завдання|Назва завдання|Назва задачі|Задача|Назва роботи|Назва~0.75|Робота~0.75|Роботи~0.7|Етап~0.7|Етапи~0.65|Найменування~0.75|Дія~0.6|Захід~0.7|Заходи~0.65|Назва робіт|Найменування робіт|Види робіт',
  start: 'Початок|Дата початку|Старт|Початок робіт|Плановий початок',
  finish:
    'Кінець|Дата завершення|Завершення|Закінчення|Дата закінчення|Термін~0.65|Кінцевий термін~0.85|Дедлайн~0.85|Дата кінця|Термін виконання~0.75',
  duration: 'Тривалість|Тривалість днів|Днів|Дні|Кількість днів|Трудовитрати~0.6|Робочі дні',
  status: 'Статус|Стан~0.85',
  percent:
    '% завершення|Відсоток завершення|% виконання|Відсоток виконання|Прогрес|Виконано %|Готовність|Виконано~0.5|Відсоток~0.8',
  assignee: 'Відповідальний|Відповідальні|Виконавець|Виконавці|Ресурс|Ресурси|Назви ресурсів|Хто|Власник|Призначено',
  predecessors:
    'Попередник|Попередники|Попереднє завдання|Попередні завдання|Залежність|Залежності|Залежить від|Попередня задача',
  priority: 'Пріоритет|Важливість~0.8',
  cost: 'Витрати|Вартість|Бюджет~0.9|Ціна~0.65|Сума~0.6',
  notes: 'Примітка|Примітки|Коментар|Коментарі|Нотатки|Опис~0.7',
  wbs: 'СДР|Код СДР|WBS',
  level: 'Рівень',
  number: '№|Номер|№ з п|Ід|Код~0.7',
};

export const POLISH: Terms = {
  name: 'Zadanie|Zadania|Nazwa zadania|Czynność|Czynności|Aktywność|Działanie~0.85|Działania~0.8|Nazwa~0.75|Tytuł~0.75|Etap~0.6|Kamień milowy~0.7|Pakiet roboczy|Pakiet prac|Opis zadania~0.85|Co~0.4|Faza~0.5|Prace~0.6|Nazwa czynności|Projekt~0.5|Zakres prac~0.85|Zakres robót~0.85|Rodzaj robót~0.8|Rodzaj prac~0.8|Opis prac~0.8|Opis robót~0.8|Roboty~0.6|Nazwa etapu~0.7',
  start:
    'Początek|Termin rozpoczęcia|Data rozpoczęcia|Rozpoczęcie|Start|Data startu|Data początkowa|Od~0.7|Planowane rozpoczęcie|Data początku',
  finish:
    'Koniec|Data zakończenia|Zakończenie|Data końcowa|Data końca|Termin~0.7|Termin wykonania~0.75|Termin realizacji~0.7|Do~0.5|Planowane zakończenie|Ostateczny termin~0.8|Termin zakończenia',
  duration:
    'Czas trwania|Liczba dni|Dni|Dni robocze|Ilość dni|Czas trwania dni|Pracochłonność~0.6|Czas~0.5|Godziny~0.5|Długość~0.6',
  status: 'Status|Stan~0.8',
  percent:
    '% ukończenia|Procent ukończenia|% wykonania|Procent wykonania|Postęp|Postęp %|Ukończono %|% ukończone|Zaawansowanie|Procent~0.8|Procent wykonanej pracy|Wykonanie~0.5|Ukończono~0.5|% zaawansowania',
  assignee:
    'Odpowiedzialny|Osoba odpowiedzialna|Odpowiedzialna|Odpowiedzialność~0.85|Wykonawca|Wykonawcy|Przypisane do|Przypisany do|Przydzielono do|Zasób|Zasoby|Nazwy zasobów|Właściciel|Kto|Osoba~0.75|Pracownik|Zespół~0.55|Przypisano',
  predecessors:
    'Poprzednik|Poprzedniki|Zadanie poprzedzające|Zadania poprzedzające|Zależność|Zależności|Zależy od|Czynność poprzedzająca|Poprzednicy',
  priority: 'Priorytet|Ważność~0.8|Pilność~0.75',
  cost: 'Koszt|Koszty|Budżet~0.9|Cena~0.65|Kwota~0.6',
  notes: 'Uwagi|Uwaga|Notatki|Notatka|Komentarz|Komentarze|Opis~0.7|Szczegóły~0.7|Adnotacje',
  wbs: 'SPP|WBS|Kod WBS',
  level: 'Poziom|Poziom konspektu',
  number: 'Lp|L p|Nr|Numer|Nr zadania|Numer zadania|Identyfikator|Kod~0.7',
};

export const CZECH: Terms = {
  name: 'Úkol|Úkoly|Název úkolu|Činnost|Činnosti|Aktivita|Aktivity|Název~0.75|Název činnosti|Etapa~0.6|Milník~0.7|Pracovní balíček|Popis úkolu~0.85|Úloha|Úlohy|Názov úlohy|Fáze~0.5|Krok~0.6|Projekt~0.5|Názov~0.7|Práce~0.6|Popis prací~0.8|Druh prací~0.8',
  start:
    'Začátek|Termín zahájení|Datum zahájení|Zahájení|Počátek|Start|Datum začátku|Od~0.7|Začiatok|Dátum začiatku|Plánovaný začátek',
  finish:
    'Konec|Termín ukončení|Datum ukončení|Ukončení|Dokončení~0.8|Datum dokončení~0.85|Termín~0.7|Termín dokončení~0.85|Do~0.5|Datum konce|Koniec|Dátum ukončenia|Plánovaný konec|Deadline~0.85|Termín splnění~0.8',
  duration:
    'Doba trvání|Trvání|Dny|Počet dní|Počet dnů|Dnů~0.8|Délka~0.65|Doba~0.55|Pracnost~0.6|Trvanie|Pracovní dny|Hodiny~0.5',
  status: 'Stav|Status',
  percent:
    '% dokončení|Procento dokončení|% hotovo|Hotovo %|% splnění|Průběh~0.7|Pokrok|Dokončeno %|% dokončeno|Procenta~0.8|Postup~0.6|Stav dokončení|Hotovo~0.5|Dokončeno~0.5',
  assignee:
    'Odpovědný|Odpovědná osoba|Zodpovědný|Zodpovědná osoba|Zodpovídá|Odpovídá~0.8|Řešitel|Přiřazeno|Přiděleno|Zdroj|Zdroje|Názvy zdrojů|Vlastník|Kdo|Osoba~0.75|Pracovník|Zodpovedný|Odpovědnost~0.8',
  predecessors:
    'Předchůdce|Předchůdci|Předchozí úkol|Předchozí úkoly|Závislost|Závislosti|Závisí na|Předchozí činnost|Predchodca|Predchodcovia',
  priority: 'Priorita|Důležitost~0.8|Naléhavost~0.75',
  cost: 'Náklady|Cena~0.65|Rozpočet~0.9|Částka~0.6',
  notes: 'Poznámky|Poznámka|Komentář|Komentáře|Popis~0.7|Podrobnosti~0.7',
  wbs: 'WBS|Kód WBS',
  level: 'Úroveň|Úroveň osnovy',
  number: 'Č|Číslo|Poř č|Pořadové číslo|Číslo úkolu|ID úkolu|Kód~0.7',
};
