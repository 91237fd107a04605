import type { Terms } from './roles.ts';

export const ROMANIAN: Terms = {
  name: 'Activitate|Activități|Denumire activitate|Sarcină|Sarcini|Task|Denumire~0.75|Titlu~0.7|Etapă~0.6|Lucrare~0.65|Lucrări~0.6|Livrabil~0.7|Acțiune~0.7|Descriere activitate~0.85',
  start: 'Început|Data început|Data începerii|Data de început|Data start|Start|De la~0.6|Data de începere',
  finish:
    'Sfârșit|Data sfârșit|Data de sfârșit|Data finalizării|Data finalizare|Final~0.8|Termen~0.7|Termen limită~0.85|Termen de finalizare~0.85|Data limită~0.85|Până la~0.6|Data încheierii',
  duration: 'Durată|Durata|Durata zile|Zile|Număr zile|Nr zile|Zile lucrătoare|Efort~0.55|Ore~0.5',
  status: 'Stadiu|Stare|Status|Situație~0.6',
  percent: 'Progres|% Progres|% finalizat|% realizat|Procent~0.8|Grad de realizare|Procent realizare|Stadiu %',
  assignee: 'Responsabil|Responsabili|Persoană responsabilă|Atribuit|Alocat|Cine|Executant|Resurse|Resursă',
  predecessors: 'Predecesor|Predecesori|Predecesoare|Dependență|Dependențe|Depinde de|Activitate precedentă',
  priority: 'Prioritate|Importanță~0.8',
  cost: 'Cost|Costuri|Buget~0.9|Valoare~0.55|Preț~0.65',
  notes: 'Observații|Note|Comentarii|Mențiuni|Descriere~0.7|Detalii~0.7',
  number: 'Nr|Nr crt|Număr|Cod~0.7',
};

export const GREEK: Terms = {
  name: 'Εργασία|Εργασίες|Όνομα εργασίας|Δραστηριότητα|Δραστηριότητες|Περιγραφή εργασίας~0.85|Ενέργεια~0.75|Ενέργειες~0.7|Τίτλος~0.75|Φάση~0.55|Παραδοτέο~0.7|Ορόσημο~0.65',
  start: 'Έναρξη|Ημερομηνία έναρξης|Αρχή|Ημ έναρξης|Από~0.6',
  finish: 'Λήξη|Ημερομηνία λήξης|Τέλος|Ημ λήξης|Ολοκλήρωση~0.7|Ημερομηνία ολοκλήρωσης~0.85|Προθεσμία~0.85|Έως~0.6',
  duration: 'Διάρκεια|Διάρκεια ημέρες|Ημέρες|Εργάσιμες ημέρες|Ώρες~0.5',
  status: 'Κατάσταση',
  percent: 'Πρόοδος|% Ολοκλήρωσης|Ποσοστό ολοκλήρωσης|% ολοκλήρωση|Ποσοστό~0.8',
  assignee: 'Υπεύθυνος|Υπεύθυνοι|Ανάθεση|Ανατέθηκε σε|Πόρος|Πόροι|Ποιος',
  predecessors: 'Προαπαιτούμενα|Προηγούμενες εργασίες|Προηγούμενη εργασία|Εξαρτήσεις|Εξάρτηση',
  priority: 'Προτεραιότητα',
  cost: 'Κόστος|Προϋπολογισμός~0.9',
  notes: 'Παρατηρήσεις|Σημειώσεις|Σχόλια|Περιγραφή~0.7',
  number: 'Α Α|ΑΑ|Αριθμός|Κωδικός~0.7',
};

export const CROATIAN: Terms = {
  name: 'Zadatak|Zadaci|Naziv zadatka|Aktivnost|Aktivnosti|Naziv aktivnosti|Naloga|Naloge|Opis aktivnosti~0.85|Naziv~0.75|Opis posla~0.8|Faza~0.5|Radovi~0.6|Opravilo',
  start: 'Početak|Datum početka|Start|Početni datum|Začetek|Datum začetka|Od~0.6',
  finish:
    'Kraj|Datum završetka|Završetak|Rok~0.8|Krajnji rok~0.85|Konec|Datum konca|Zaključek~0.7|Do~0.5|Rok izvršenja~0.8',
  duration: 'Trajanje|Broj dana|Dani|Trajanje dana|Radni dani|Dnevi',
  status: 'Status|Stanje~0.8',
  percent: 'Napredak|% dovršeno|% završeno|Postotak~0.8|Procenat~0.8|Izvršenje~0.6|Napredek',
  assignee: 'Odgovorna osoba|Odgovoran|Odgovorni|Izvršitelj|Izvršilac|Zaduženi|Nositelj|Resurs|Odgovorna oseba|Nosilec',
  predecessors: 'Prethodnik|Prethodnici|Prethodna aktivnost|Ovisnost|Zavisnost|Ovisi o|Predhodnik',
  priority: 'Prioritet|Prioriteta',
  cost: 'Trošak|Troškovi|Budžet~0.9|Cijena~0.65|Stroški',
  notes: 'Napomena|Napomene|Bilješke|Komentar|Opombe|Primjedbe',
  number: 'R br|Rbr|Rb|Redni broj|Broj|Zap št',
};

export const BULGARIAN: Terms = {
  name: 'Задача|Задачи|Дейност|Дейности|Име на задача|Наименование~0.75|Описание на дейността~0.85|Етап~0.6',
  start: 'Начало|Начална дата|Дата на започване|Старт',
  finish: 'Край|Крайна дата|Краен срок~0.85|Срок~0.75|Дата на приключване',
  duration: 'Продължителност|Дни|Брой дни|Времетраене|Работни дни',
  status: 'Статус|Състояние~0.85',
  percent: 'Прогрес|% изпълнение|% завършено|Напредък|Процент~0.8',
  assignee: 'Отговорник|Отговорно лице|Отговорен|Изпълнител|Ресурс|Ресурси',
  predecessors: 'Предшественик|Предшественици|Зависимости|Зависи от',
  priority: 'Приоритет',
  cost: 'Разходи|Цена~0.65|Бюджет~0.9|Стойност~0.6',
  notes: 'Забележка|Забележки|Бележки|Коментар|Коментари',
  number: '№|Номер',
};
