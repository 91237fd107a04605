import type { Terms } from './roles.ts';

export const GERMAN: Terms = {
  name: `Aufgabe|Aufgaben|Aufgabenname|Aufgabentitel|Aufgabenbezeichnung|Aufgabenbeschreibung~0.85|Vorgang|Vorgänge|Vorgangsname|Tätigkeit|Tätigkeiten|Aktivität|Aktivitäten|
    Arbeitspaket|Arbeitspakete|Arbeitsschritt|Maßnahme~0.85|Maßnahmen~0.8|Bezeichnung~0.75|Titel~0.75|Thema~0.65|Schritt~0.65|Meilenstein~0.7|Meilensteine~0.65|Was~0.6|
    Teilaufgabe~0.7|Teilaufgaben~0.7|Arbeit~0.5|Projektphase~0.6|Beschreibung~0.5|Projektschritt~0.75|Unteraufgabe~0.65|To Do|Aktion~0.6|Arbeitsauftrag|Leistung~0.55|Gewerk~0.55|Gewerke~0.55|Prozessschritt~0.7|Projekt~0.5|Projektname~0.6|Bauabschnitt~0.6|Arbeiten~0.65|Ausführung~0.5`,
  start: `Start|Starttermin|Startdatum|Anfang|Anfangstermin|Anfangsdatum|Anfangszeit~0.8|Beginn|Beginndatum|Startzeit~0.8|geplanter Anfang|Termin Start|von~0.7|ab~0.55|Plan Start|Beginn Datum|Startwoche~0.8|Arbeitsbeginn|Start Datum`,
  finish: `Ende|Endtermin|Enddatum|Endzeit~0.8|Fertigstellung~0.8|Fertigstellungstermin~0.85|Abschluss~0.75|Abschlussdatum~0.8|Fällig~0.85|fällig am~0.9|fällig bis~0.9|Fälligkeit~0.85|Fälligkeitsdatum~0.9|
    Frist~0.8|bis~0.7|bis wann~0.8|Stichtag~0.65|Zieltermin~0.75|Termin~0.6|Abgabe~0.6|Abgabetermin~0.75|Schluss~0.6|Endwoche~0.8|erledigt bis~0.85|Deadline~0.85|End Datum|Ende Datum|Abgabedatum~0.75|Plantermin~0.7|Solltermin~0.7|geplantes Datum~0.6`,
  duration: `Dauer|Dauer Tage|Dauer in Tagen|Tage|Arbeitstage|Anzahl Tage|Aufwand~0.6|Aufwand Tage~0.65|Arbeitsaufwand~0.6|Vorgangsdauer|Zeitaufwand~0.6|Zeitbedarf~0.6|Stunden~0.55|Personentage~0.55|PT~0.6|AT~0.6|Bearbeitungszeit~0.7|Werktage|Kalendertage~0.75|Zeitdauer|Arbeitsstunden~0.55`,
  status: `Status|Zustand~0.7|Stand~0.65|Bearbeitungsstand~0.8|Bearbeitungsstatus|Erledigungsstatus|Ampel~0.5`,
  percent: `% abgeschlossen|Prozent abgeschlossen|abgeschlossen %|Fortschritt|Fortschritt %|Fertigstellungsgrad|Fertigstellung %|Erledigt %|% erledigt|% fertig|fertig %|fertig~0.5|Fertigstellung in %|
    Prozent~0.8|Fortschritt in %|Erfüllungsgrad|Erledigungsgrad|Arbeitsfortschritt|Projektfortschritt~0.8|Bearbeitungsgrad|erledigt~0.45|abgeschlossen~0.45|% Fortschritt|Umsetzungsgrad|Erfüllung~0.6|Grad der Fertigstellung`,
  assignee: `Verantwortlich|Verantwortlicher|Verantwortliche|Verantwortlichkeit~0.9|Verantwortung~0.8|Zuständig|Zuständiger|Zuständigkeit~0.9|Bearbeiter|Bearbeiterin|Bearbeitet von|Wer|Ressource|Ressourcen|Ressourcenname|Ressourcennamen|
    zugewiesen an|zugewiesen|Mitarbeiter|Mitarbeitende|Person~0.8|Personen~0.75|Verteilung~0.5|Beteiligte~0.6|Team~0.6|Inhaber~0.7|Besitzer~0.7|Name Bearbeiter|Abteilung~0.45|Ansprechpartner~0.6|Durchführung~0.5|Leitung~0.5`,
  predecessors:
    'Vorgänger|Vorgängervorgang|Vorgängervorgänge|Vorgänger Nr|Abhängigkeit|Abhängigkeiten|abhängig von|Voraussetzung~0.85|Voraussetzungen~0.85|Vorgängeraufgabe|Vorbedingung~0.7',
  priority: 'Priorität|Prio|Wichtigkeit~0.8|Dringlichkeit~0.75|Prioritäten',
  cost: 'Kosten|Gesamtkosten|Budget~0.9|Plankosten|Preis~0.65|Betrag~0.6|Ausgaben~0.5|Aufwand €~0.6',
  notes: `Notizen|Notiz|Bemerkung|Bemerkungen|Kommentar|Kommentare|Anmerkung|Anmerkungen|Hinweis~0.8|Hinweise~0.8|Beschreibung~0.7|Details~0.75|Erläuterung~0.7|Erläuterungen~0.7|Zusatzinfo~0.5|Anmerkungen Hinweise`,
  wbs: 'PSP|PSP Code|PSP Nr|PSP Element~0.8|Gliederungsnummer|Gliederung~0.7|Strukturplan Code|PSP Nummer|Gliederungscode|Projektstrukturplan~0.7|Projektstrukturplancode',
  level: 'Ebene|Gliederungsebene|Stufe~0.7|Hierarchieebene|Gliederungsstufe',
  number:
    'Nr|Nummer|lfd Nr|laufende Nummer|lfd|Aufgabe Nr|Aufgabennummer|Vorgangsnummer|Vorgangs Nr|Vorgang Nr|Pos|Position~0.7|Kennung|Aufgaben Nr|Aufgaben ID|Vorgangs ID|AP Nr|Arbeitspaket Nr|Pos Nr|Nr AP|AP',
};

export const DUTCH: Terms = {
  name: `Taak|Taken|Taaknaam|Activiteit|Activiteiten|Werkpakket|Werkzaamheden|Omschrijving~0.65|Naam~0.75|Titel~0.75|Actie~0.7|Taakomschrijving~0.85|Naam taak|Wat~0.6|Mijlpaal~0.7|Onderdeel~0.6|Taakbeschrijving~0.85|Actiepunt|Fase~0.55|Werk~0.6`,
  start: `Startdatum|Start|Begin|Begindatum|Aanvang|Aanvangsdatum|Van~0.7|Startdag|Beginnen~0.7|Starttijd~0.8`,
  finish: `Einddatum|Einde|Eind|Gereed~0.65|Vervaldatum~0.85|Tot~0.7|Opleverdatum~0.75|Oplevering~0.6|Deadline~0.85|Voltooiingsdatum~0.8|Datum gereed~0.75|Streefdatum~0.7|Klaar op~0.7|Uiterlijk~0.6|Geplande datum~0.6`,
  duration: `Duur|Dagen|Aantal dagen|Werkdagen|Duur dagen|Doorlooptijd|Uren~0.55|Inspanning~0.5|Geschatte tijd~0.55|Duur in dagen|Tijdsduur|Aantal uren~0.5`,
  status: 'Status|Toestand~0.6|Staat~0.6|Stand van zaken~0.7',
  percent: `Voortgang|% voltooid|Percentage voltooid|% gereed|Voltooid %|Percentage gereed|% klaar|Voltooid~0.5|Percentage~0.85|Voortgang %|% afgerond|Percentage afgerond|Gereed %`,
  assignee: `Verantwoordelijke|Verantwoordelijk|Toegewezen aan|Eigenaar|Uitvoerder|Wie|Persoon~0.8|Personen~0.7|Medewerker|Medewerkers|Uitgevoerd door|Resourcenamen|Resourcenaam|Actiehouder|Trekker~0.7|Behandelaar`,
  predecessors:
    'Voorganger|Voorgangers|Voorafgaande taken|Voorafgaande taak|Afhankelijkheid|Afhankelijkheden|Afhankelijk van|Voorafgaande taak id|Voorgaande taak|Voorgaande taken',
  priority: 'Prioriteit|Prio|Belang~0.6|Urgentie~0.75',
  cost: 'Kosten|Totale kosten|Begroting~0.8|Budget~0.9|Bedrag~0.6|Prijs~0.65',
  notes:
    'Opmerkingen|Opmerking|Notities|Notitie|Toelichting~0.85|Commentaar|Aantekeningen|Omschrijving~0.65|Beschrijving~0.65|Details~0.75|Bijzonderheden~0.7',
  wbs: 'WBS|WBS code|WBS nummer|Overzichtsnummer~0.8',
  level: 'Niveau|Overzichtsniveau',
  number: 'Nr|Nummer|Taaknr|Taaknummer|Taak nr|Volgnummer|Volgnr|Taak id',
};

export const NORDIC: Terms = {
  name: `Uppgift|Uppgifter|Aktivitet|Aktiviteter|Arbetsuppgift|Moment~0.65|Benämning~0.7|Namn~0.75|Arbetspaket|Delmoment~0.65|Titel~0.75|Opgave|Opgaver|Opgavenavn|Navn~0.75|Aktivitetsnavn|
    Arbejdspakke|Oppgave|Oppgaver|Oppgavenavn|Arbeidspakke|Tiltak~0.7|Gjøremål|Tittel~0.75|Milepæl~0.7|Milstolpe~0.7|Beskrivning~0.5|Beskrivelse~0.5|Tehtävä|Tehtävät|Tehtävän nimi|Toimenpide~0.8|Nimi~0.7|Työvaihe|Aktiviteetti|Toiminto~0.6|Työtehtävä|Vad~0.5`,
  start: `Startdatum|Start|Startdato|Starttid~0.8|Börjar|Början|Påbörjas~0.85|Påbörjad~0.6|Begynder|Begyndelse|Begyndelsesdato|Oppstart|Fra~0.7|Från~0.7|Starter|Planlagt start|Alku|Alkaa|Alkupvm|Alkupäivä|Aloitus|Aloituspäivä|Aloituspvm|Alkamispäivä|Aloitettu~0.6|Startvecka~0.8`,
  finish: `Slutdatum|Slut|Slutdato|Klart~0.65|Färdig~0.6|Klardatum~0.8|Slutar|Förfallodatum~0.85|Deadline~0.85|Sluttid~0.8|Til~0.6|Till~0.6|Afslutning~0.75|Afsluttes~0.75|Afsluttet~0.5|Forfaldsdato~0.85|Slutt|Sluttdato|Ferdig~0.6|
    Frist~0.8|Forfallsdato~0.85|Avsluttes~0.75|Loppu|Loppuu|Loppupvm|Loppupäivä|Lopetus|Valmistuminen~0.75|Valmis~0.55|Päättyy|Päättymispäivä|Päättymispvm|Määräaika~0.85|Eräpäivä~0.85|Måldatum~0.7|Slutvecka~0.8|Tidsfrist~0.8`,
  duration: `Varaktighet|Längd~0.7|Dagar|Antal dagar|Arbetsdagar|Tidsåtgång~0.65|Tid~0.5|Skattad tid~0.6|Uppskattad tid~0.6|Estimerad tid~0.6|Beräknad tid~0.6|Timmar~0.55|Varighed|Dage|Antal dage|Arbejdsdage|Estimat~0.55|Estimeret tid~0.6|Timer~0.55|
    Varighet|Dager|Antall dager|Arbeidsdager|Estimert tid~0.6|Kesto|Päivät|Työpäivät|Päivää|Työmäärä~0.6|Tunnit~0.5|Tuntiarvio~0.55|Kesto päivää`,
  status: 'Status|Läge~0.6|Tilstand~0.6|Tila|Tilanne~0.8',
  percent: `Framsteg|Färdigt %|% färdigt|% klart|Klart %|Procent klart|Procent färdigt|Färdiggrad|Färdigställandegrad|Procent~0.8|Fremdrift|Fremskridt|% færdig|Færdig %|Procent færdig|Procent fuldført|Fuldført|% fuldført|
    Fuldført %|Færdiggørelse~0.7|Færdiggørelsesgrad|Prosent fullført|% fullført|Fullført|Fullført %|Framdrift|Ferdig %|% ferdig|Ferdigstilt~0.6|Prosent~0.8|Valmius|Valmiusaste|Valmis %|% valmis|Edistyminen|Prosenttia valmiina|Framskridande`,
  assignee: `Ansvarig|Ansvariga|Ansvar~0.8|Utförare|Resurs|Resurser|Resursnamn|Tilldelad|Tilldelad till|Ägare|Vem|Handläggare|Ansvarlig|Ansvarlige|Udføres af|Ressource|Ressourcer|Tildelt|Tildelt til|Ejer|Hvem|Medarbejder|Ressurs|Ressurser|
    Eier|Medarbeider|Utføres av|Vastuu~0.8|Vastuuhenkilö|Vastuullinen|Tekijä|Tekijät|Henkilö~0.8|Resurssi|Resurssit|Kuka|Omistaja|Deltagare~0.55|Deltagere~0.55|Tildelt person`,
  predecessors: `Föregångare|Föregående|Föregående aktivitet|Föregående uppgift|Beroende|Beroenden|Beroende av|Forgænger|Forgængere|Foregående opgave|Afhængighed|Afhængigheder|Afhængig af|Forgjenger|Forgjengere|
    Foregående aktivitet|Avhengighet|Avhengigheter|Avhengig av|Edeltäjä|Edeltäjät|Edeltävä tehtävä|Riippuvuus|Riippuvuudet`,
  priority: 'Prioritet|Prio|Viktighet~0.7|Prioritering~0.9|Prioriteetti|Tärkeys~0.8',
  cost: 'Kostnad|Kostnader|Budget~0.9|Omkostning|Omkostninger|Pris~0.65|Budsjett~0.9|Kustannus|Kustannukset|Budjetti~0.9|Hinta~0.6|Udgift~0.6',
  notes:
    'Anteckningar|Anteckning|Kommentar|Kommentarer|Notering|Noteringar|Anmärkning|Övrigt~0.6|Noter|Note|Bemærkning|Bemærkninger|Notater|Notat|Merknad|Merknader|Anmerkning|Huomautus|Huomautukset|Huom~0.7|Kommentti|Kommentit|Muistiinpanot|Lisätiedot~0.7|Beskrivning~0.7|Beskrivelse~0.7|Kuvaus~0.7|Selite~0.6',
  wbs: 'WBS|WBS kod|WBS kode|WBS koodi',
  level: 'Nivå|Niveau|Taso',
  number:
    'Nr|Nummer|Löpnummer|Löpnr|Løbenummer|Løbenr|Løpenummer|Numero|Nro|Aktivitetsnummer|Opgavenr|Tunnus|Uppgift nr|Krav nr~0.6|Opgave nr',
};
