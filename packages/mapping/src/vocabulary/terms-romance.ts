import type { Terms } from './roles.ts';

export const FRENCH: Terms = {
  name: `Tâche|Tâches|Nom de la tâche|Nom tâche|Nom de tâche|Titre de la tâche|Intitulé|Intitulé de la tâche|Libellé~0.85|Activité|Activités|Nom de l'activité|Description de la tâche~0.85|Désignation~0.75|Titre~0.75|Nom~0.75|Action~0.75|Actions~0.75|
    Étape~0.7|Étapes~0.65|Jalon~0.7|Jalons~0.65|Livrable~0.7|Livrables~0.65|Lot~0.5|Lot de travail~0.8|Phase~0.55|Objet~0.55|Sujet~0.6|Travaux~0.6|Fonctionnalité~0.65|Sous tâche~0.65|Sous tâches~0.65|Quoi~0.6|Projet~0.5|Action à mener~0.85|Actions à mener~0.85|Action à réaliser~0.85|Tâche à réaliser~0.9|Nature des travaux~0.85|Désignation des travaux~0.85`,
  start: `Début|Date de début|Date début|Date de démarrage|Démarrage|Date de lancement~0.8|Commencement|Commence le|Débute le|Départ~0.6|Du~0.6|À partir de~0.6|Date de commencement|Début prévu|Début planifié|Semaine de début~0.8`,
  finish: `Fin|Date de fin|Date fin|Date d'achèvement~0.85|Achèvement~0.7|Échéance~0.87|Date d'échéance~0.9|Date limite~0.86|Date butoir~0.8|Délai~0.55|Terminé le~0.55|Au~0.5|Fin prévue|Fin planifiée|Date cible~0.7|Date de livraison~0.7|Livraison~0.55|Date de clôture~0.7|Pour le~0.6|Semaine de fin~0.8|Date prévue~0.62|Date prévisionnelle~0.62`,
  duration: `Durée|Durée jours|Durée en jours|Durée j|Jours|Nb jours|Nombre de jours|Jours ouvrés|Charge~0.6|Charge j h~0.6|Charge de travail~0.6|Effort~0.55|Temps~0.5|Temps estimé~0.6|Durée estimée|Heures~0.5|Estimation~0.5|Jours homme~0.5|Nb de jours`,
  status: 'Statut|État|Etat d avancement~0.75|État de la tâche|Situation~0.55|Statut de la tâche',
  percent: `Avancement|% avancement|Avancement %|Pourcentage d'avancement|Taux d'avancement|% achevé|% terminé|Pourcentage achevé|Pourcentage terminé|Progression|Progrès|% réalisé|Réalisé %|% réalisation|Achevé~0.55|Terminé~0.5|Tâche terminée~0.75|
    Pourcentage~0.85|% complété|Complété~0.6|Taux de réalisation|Réalisation~0.5|% d'achèvement|% fait|Fait~0.45|Progres|% de progression|Achèvement %|Pourcentage de réalisation`,
  assignee: `Responsable|Responsables|Responsable de la tâche|Affecté à|Affectée à|Affectation|Assigné à|Assigné|Attribué à|Attribuée à|Attribution~0.8|Propriétaire|Propriétaire de la tâche|Pilote|Acteur|Acteurs|Qui|Ressource|Ressources|Noms ressources|
    Noms des ressources|Nom de la ressource|Personne~0.75|Personnes~0.7|Intervenant|Intervenants|Porteur|En charge|Chargé de~0.6|Équipe~0.6|Chef de projet~0.5|Membre~0.55|Exécutant|Réalisé par~0.7|Personne en charge|Collaborateur`,
  predecessors:
    'Prédécesseur|Prédécesseurs|Antécédent|Antécédents|Tâche précédente|Tâches précédentes|Tâches antérieures|Antériorité|Antériorités|Dépendance|Dépendances|Dépend de|Prérequis~0.85|Tâche antérieure|Tâches prédécesseurs|Précédents~0.7',
  priority: 'Priorité|Prio|Urgence~0.75|Importance~0.8|Niveau de priorité',
  cost: 'Coût|Coûts|Coût total|Budget~0.9|Prix~0.65|Montant~0.6|Dépenses~0.5|Coût estimé|Coût prévu',
  notes:
    'Notes|Note|Commentaire|Commentaires|Remarque|Remarques|Observation|Observations|Description~0.7|Détail~0.7|Détails~0.75|Précisions~0.7',
  wbs: 'WBS|Code WBS|OTP|Code OTP|Organigramme des tâches~0.7|Numéro hiérarchique',
  level: 'Niveau|Niveau hiérarchique|Niveau de hiérarchie',
  number:
    'N°|No|Num|Numéro|N° tâche|N° de tâche|Numéro de tâche|Identifiant|Réf~0.7|Référence~0.6|ID tâche|Repère~0.6|Code tâche|Code~0.7',
};

export const SPANISH: Terms = {
  name: `Tarea|Tareas|Nombre de la tarea|Nombre de tarea|Nombre tarea|Título de la tarea|Actividad|Actividades|Nombre de la actividad|Descripción de la tarea~0.85|Descripción de la actividad~0.85|Nombre~0.75|Título~0.75|Acción~0.7|Acciones~0.7|Hito~0.7|Hitos~0.65|
    Entregable~0.7|Entregables~0.65|Paquete de trabajo|Concepto~0.55|Elemento~0.5|Asunto~0.6|Etapa~0.55|Fase~0.55|Historia de usuario~0.85|Enunciado~0.55|Qué~0.5|Subtarea~0.65|Proyecto~0.5|Enunciado del item~0.7|Partida~0.65|Partidas~0.6|Trabajo~0.6|Trabajos~0.6`,
  start: `Inicio|Fecha de inicio|Fecha inicio|Fecha inicial|Comienzo|Fecha de comienzo|Comienza|Empieza|Desde~0.7|Inicia|Inicio previsto|Inicio planificado|Fecha de arranque~0.7|Semana de inicio~0.8|Día de inicio`,
  finish: `Fin|Fecha de fin|Fecha fin|Fecha final|Final~0.85|Fecha de finalización|Finalización|Termina|Término|Fecha de término|Término previsto|Vencimiento~0.85|Fecha de vencimiento~0.88|Fecha límite~0.86|Plazo~0.6|Hasta~0.7|Fecha de entrega~0.75|
    Entrega~0.55|Finaliza|Fecha terminación|Terminación~0.8|Fecha objetivo~0.7|Conclusión~0.6|Semana de fin~0.8|Fecha compromiso~0.75|Día final`,
  duration: `Duración|Duración días|Duración en días|Días|Número de días|Nº de días|No de días|Días hábiles|Días laborables|Horas~0.5|Horas estimadas~0.55|Horas estimadas totales~0.5|Esfuerzo~0.55|Tiempo~0.5|Tiempo estimado~0.6|Días estimados|Cant de días|Cantidad de días`,
  status: 'Estado|Estatus|Situación~0.65|Estado de la tarea|Estado actual|Condición~0.4',
  percent: `% completado|Porcentaje completado|Completado %|Avance|% de avance|% avance|Avance %|Porcentaje de avance|Progreso|% progreso|% de progreso|Progreso %|Porcentaje~0.85|Completado~0.55|% completo|% terminado|% realizado|Cumplimiento~0.6|% cumplimiento|Grado de avance|Porcentaje de cumplimiento|% ejecutado|% de cumplimiento`,
  assignee: `Responsable|Responsables|Asignado a|Asignado|Asignada a|Asignación~0.8|Encargado|Encargado de la tarea|Dueño|Propietario|Recurso|Recursos|Nombres de los recursos|Nombre del recurso|Nombres de recursos|Quién|Persona~0.75|Persona asignada|Persona responsable|Equipo~0.6|Ejecutor|Líder~0.6|A cargo de|Integrante~0.6|Encargados|Dueño Voluntario|Voluntario~0.7|Miembro~0.55`,
  predecessors:
    'Predecesora|Predecesoras|Predecesor|Predecesores|Tarea predecesora|Tareas predecesoras|Actividad predecesora|Precedencia|Precedencias|Precedente|Dependencia|Dependencias|Depende de|Actividad precedente|Antecesor|Antecesora|Prerrequisito~0.8|Tarea previa',
  priority: 'Prioridad|Prio|Urgencia~0.75|Importancia~0.8|Nivel de prioridad',
  cost: 'Costo|Costos|Coste|Costes|Costo total|Coste total|Presupuesto~0.9|Precio~0.65|Importe~0.65|Monto~0.6',
  notes:
    'Notas|Nota|Comentario|Comentarios|Observación|Observaciones|Descripción~0.7|Detalle~0.7|Detalles~0.75|Anotaciones|Obs',
  wbs: 'EDT|Código EDT|WBS|Código WBS|Número de esquema|EDT WBS|Id EDT',
  level: 'Nivel|Nivel de esquema|Nivel jerárquico',
  number:
    'N°|Nº|No|Núm|Número|ID tarea|Id de tarea|Nº tarea|N° tarea|No tarea|Ítem|Código~0.7|Clave~0.7|Ref~0.7|N° actividad|Id actividad|Identificador',
};

export const PORTUGUESE: Terms = {
  name: `Tarefa|Tarefas|Nome da tarefa|Título da tarefa|Atividade|Atividades|Actividade|Nome da atividade|Descrição da tarefa~0.85|Descrição da atividade~0.85|Nome~0.75|Título~0.75|Ação~0.7|Ações~0.7|Entregável~0.75|Entregáveis~0.7|Entrega~0.55|Marco~0.7|
    Marcos~0.6|Pacote de trabalho|Entregável Pacote de trabalho|Etapa~0.6|Etapas~0.55|Fase~0.5|O que~0.6|O quê~0.6|Item~0.6|História~0.65|Funcionalidade~0.65|Assunto~0.6|Subtarefa~0.65|Projeto~0.5|Serviço~0.5`,
  start: `Início|Data de início|Data início|Data inicial|Começo|Inicia em|De~0.5|Início previsto|Início planejado|Data de começo|Data do início|Semana de início~0.8|Quando inicia`,
  finish: `Fim|Data de fim|Data fim|Data final|Término|Data de término|Data do término|Data término|Conclusão~0.75|Data de conclusão~0.85|Prazo~0.75|Prazo final~0.85|Data limite~0.86|Vencimento~0.85|Data de vencimento~0.88|Até~0.65|Final~0.8|Data de entrega~0.75|Fim previsto|Término previsto|Data prevista~0.6|Termina em`,
  duration: `Duração|Duração dias|Duração em dias|Dias|Número de dias|Nº de dias|Dias úteis|Tempo de execução~0.97|Prazo estimado~0.7|Esforço~0.55|Horas~0.5|Horas estimadas~0.55|Tempo~0.5|Tempo estimado~0.6|Qtd dias|Quantidade de dias|Prazo dias~0.8`,
  status: 'Status|Estado~0.85|Situação~0.8|Estado da tarefa|Status da tarefa|Andamento~0.6',
  percent: `% concluído|% concluída|Concluído %|Porcentagem concluída|Percentual concluído|Percentual~0.8|Porcentagem~0.8|Progresso|% progresso|Progresso %|Avanço|% de avanço|% completo|% conclusão|% de conclusão|Conclusão %|Percentual de conclusão|Concluído~0.5|Andamento %|% realizado|% executado|% de execução`,
  assignee: `Responsável|Responsáveis|Atribuído a|Atribuído para|Atribuído|Atribuída a|Encarregado|Dono|Proprietário|Recurso|Recursos|Nomes dos recursos|Nome do recurso|Quem|Pessoa~0.75|Equipe~0.6|Equipa~0.6|Executor|Líder~0.6|Designado|Membro~0.55|Responsável apontamento~0.7|Executante|Desenvolvedor~0.6|Alocado`,
  predecessors:
    'Predecessora|Predecessoras|Predecessor|Predecessores|Tarefa predecessora|Tarefas predecessoras|Dependência|Dependências|Depende de|Precedência|Precedências|Precedente|Antecessora|Antecessoras|Antecessor|Pré requisito~0.8|Pré requisitos~0.8|Tarefa anterior',
  priority: 'Prioridade|Prio|Urgência~0.75|Importância~0.8',
  cost: 'Custo|Custos|Custo total|Orçamento~0.9|Preço~0.65|Valor~0.55|Montante~0.6|Custo previsto',
  notes:
    'Notas|Nota|Comentário|Comentários|Observação|Observações|Obs|Descrição~0.7|Descrição detalhada~0.75|Detalhe~0.7|Detalhes~0.75|Anotações',
  wbs: 'EAP|Código EAP|WBS|Código WBS|ID EAP|EDT|Número da EAP|Item EAP',
  level: 'Nível|Nível hierárquico|Nível da estrutura',
  number:
    'N°|Nº|No|Núm|Número|ID tarefa|Id da tarefa|Nº tarefa|Código~0.7|Ref~0.7|Identificador|Código da tarefa|Nº da tarefa',
};

export const ITALIAN: Terms = {
  name: `Attività|Nome attività|Nome dell'attività|Descrizione attività~0.85|Compito|Compiti|Nome compito|Task|Titolo~0.75|Nome~0.75|Azione~0.7|Azioni~0.7|Fase~0.55|Fasi~0.55|Pacchetto di lavoro|Milestone~0.7|Deliverable~0.7|Lavorazione~0.8|Lavorazioni~0.75|Voce~0.55|Oggetto~0.5|Sotto attività~0.65|Cosa~0.5|Progetto~0.5|Descrizione~0.5`,
  start: `Inizio|Data inizio|Data di inizio|Data iniziale|Avvio|Data avvio|Data di avvio|Dal~0.7|Partenza~0.6|Inizio previsto|Inizio pianificato|Data d'inizio|Settimana inizio~0.8`,
  finish: `Fine|Data fine|Data di fine|Data finale|Termine|Data termine|Scadenza~0.86|Data scadenza~0.88|Data di scadenza~0.88|Completamento~0.7|Data completamento~0.8|Data di completamento~0.8|Al~0.55|Fine prevista|Consegna~0.6|Data di consegna~0.7|Entro~0.6|Conclusione~0.7|Settimana fine~0.8`,
  duration: `Durata|Durata giorni|Durata in giorni|Giorni|Numero giorni|N giorni|Giorni lavorativi|Ore~0.5|Ore stimate~0.5|Impegno~0.5|Sforzo~0.5|Tempo~0.5|Tempo stimato~0.6|gg~0.7|Durata gg|Giornate~0.7`,
  status: 'Stato|Stato attività|Stato avanzamento~0.7|Status|Situazione~0.55|Stato di avanzamento~0.7',
  percent: `% completamento|Percentuale completamento|Percentuale di completamento|% completata|% completato|Completamento %|Avanzamento|% avanzamento|Avanzamento %|Progresso|Percentuale~0.85|Progressi~0.8|Completato~0.5|% di completamento|% di avanzamento|Percentuale avanzamento`,
  assignee: `Responsabile|Responsabili|Assegnato a|Assegnato|Assegnatario|Assegnata a|Incaricato|Proprietario|Titolare~0.7|Risorsa|Risorse|Nomi risorse|Nome risorsa|Chi|Persona~0.75|Referente~0.8|Esecutore|Team~0.6|A cura di~0.7|Addetto`,
  predecessors:
    'Predecessore|Predecessori|Attività precedente|Attività precedenti|Precedenze|Precedenza|Dipendenza|Dipendenze|Dipende da|Attività predecessore|Prerequisito~0.8|Prerequisiti~0.8|Vincoli~0.4',
  priority: 'Priorità|Prio|Urgenza~0.75|Importanza~0.8',
  cost: 'Costo|Costi|Costo totale|Budget~0.9|Prezzo~0.65|Importo~0.65|Spesa~0.55|Costo previsto',
  notes:
    'Note|Nota|Commento|Commenti|Osservazione|Osservazioni|Descrizione~0.7|Dettagli~0.75|Dettaglio~0.7|Annotazioni',
  wbs: 'WBS|Codice WBS|Numero WBS|Numero struttura',
  level: 'Livello|Livello struttura|Livello WBS',
  number:
    'N°|N|No|Num|Numero|ID attività|N° attività|Codice~0.7|Rif~0.7|Identificativo|Numero attività|Codice attività',
};
