import type { Terms } from './roles.ts';

export const ENGLISH: Terms = {
  name: `task name|task title|task|tasks|activity|activities|activity name|task description~0.9|activity description~0.9|
    work item|work item name|to do|todo|to-do item|action item|action items|action~0.7|item~0.65|item name~0.8|title~0.8|subject~0.75|
    name~0.75|summary~0.7|job~0.6|step~0.7|step name~0.8|work package|work packages|deliverable~0.7|deliverables~0.7|milestone~0.7|
    milestones~0.65|feature~0.7|features~0.65|story~0.7|user story~0.85|epic~0.65|issue~0.65|issue title~0.8|phase~0.55|project name~0.7|
    project~0.55|description~0.5|task activity|activity task|task milestone|work description~0.8|what~0.6|process~0.5|key activities~0.8|
    issue summary~0.8|requirement~0.5|backlog item~0.85|product backlog item~0.85|sprint backlog item~0.85|event~0.5|topic~0.6|objective~0.45|title 1~0.8|title 2~0.6|primary column~0.85|primary~0.6|card~0.75|card name~0.9|card title~0.9|scope of work~0.75|key milestone~0.75`,
  start: `start date|start|starts|started~0.7|start time~0.85|begin|begin date|begins|beginning|date start|starting date|
    start day|start on|start on day|commence|commencement|kick off~0.6|from~0.7|from date|must start by date~0.5|start week~0.8|started at~0.7|start period~0.8`,
  finish: `finish date|finish|end date|end|ends|end time~0.85|ending date|date end|finish by|due date~0.92|due~0.88|due by~0.9|due on~0.85|
    deadline~0.85|deadlines~0.8|completion date~0.85|target date~0.75|target completion~0.8|target completion date~0.8|date due~0.88|complete by~0.8|
    to date~0.55|to~0.6|until~0.75|till~0.7|completion~0.6|finished~0.6|finish day|end day|delivery date~0.7|estimated completion~0.75|target date to resolve~0.6|
    date completed~0.55|completed on~0.5|completed date~0.55|end week~0.8|end period~0.8|closed date~0.5|target end~0.85|planned date~0.62|forecast date~0.6|scheduled date~0.6|milestone date~0.8`,
  duration: `duration|duration days|days|no of days|number of days|# days|work days|working days|workdays~0.9|net work days~0.85|length~0.65|dur|days required~0.9|
    time required~0.7|effort~0.6|effort days~0.7|effort hrs~0.55|effort hours~0.55|level of effort~0.55|work~0.55|work hours~0.55|hours~0.55|estimate~0.55|
    time~0.5|time needed~0.6|total days~0.8|duration hours~0.7|calendar days~0.75|plan days~0.9|weeks~0.6|total hours~0.5|workload~0.6|execution time~0.7`,
  status: `status|state~0.85|task status|current status|progress status~0.8|stage~0.55|rag~0.6|rag status~0.9|status rag~0.9|completion status|project status~0.9|health~0.5|condition~0.4|resolution~0.4`,
  percent: `% complete|% completed|percent complete|percent completed|percentage complete|percentage completed|% done|done %|complete %|completion %|completed %|percent done|
    progress|progress %|% progress|percent progress|% completion|percentage|percentage of completion|percent~0.85|%~0.85|completion percentage|completion rate|pct complete|pct done|pct|
    complete~0.6|completed~0.5|done~0.55|task progress|perc complete|% work complete~0.85|work complete~0.7|percent of completion|% comp`,
  assignee: `assignee|assignees|assigned to|assigned|assigned resource|assigned resources|assigned person|owner|owners|responsible|responsible person|responsible party|
    responsibility~0.9|person responsible|resource|resources|resource name|resource names|resourcing|task owner|task lead|lead~0.85|lead person|who|by whom~0.8|team member|
    team members|project lead~0.7|pic|person in charge|in charge|accountable~0.8|delegate~0.7|doer~0.7|engineer~0.55|developer~0.6|manager~0.55|project manager~0.55|
    staff~0.55|action owner|action by|handled by~0.8|performed by~0.8|allocated to|volunteer~0.7|assigned by~0.3|team~0.6|people~0.7|person~0.8|contact~0.5|assignee name|member~0.6|name~0.5|
    work component owner~0.9|members~0.55|owned by~0.85|issue owner~0.9|participants~0.6|employee~0.7|employee name~0.7|designer~0.45|assign to|assign~0.8|department~0.45|leader~0.7`,
  predecessors: `predecessors|predecessor|predecessor tasks|predecessor task|predecessor id|predecessor ids|task predecessor|pred|preds|depends on|dependency|dependencies|dependent on|
    depends|dependent tasks~0.7|preceding task|preceding tasks|preceding activity|preceded by|prerequisite|prerequisites|blocked by|after task~0.7|immediate predecessor|immediate predecessors|start links ids~0.6`,
  priority: `priority|prio|priority level|importance~0.8|urgency~0.75|task priority|severity~0.5|moscow~0.5`,
  cost: `cost|costs|budget~0.9|planned cost|total cost|estimated cost|cost estimate|price~0.7|amount~0.6|expense~0.6|planned budget~0.9|fixed cost~0.8|budgeted cost~0.9|fee~0.5`,
  notes: `notes|note|comments|comment|remarks|remark|description~0.7|details~0.75|detail~0.7|task details~0.8|task notes|additional notes|task description~0.75|observations|
    additional information~0.7|additional info~0.7|memo~0.7|notes comments|comments notes|status notes~0.7|issue description~0.7|explanation~0.6|progress notes~0.7|activity description~0.7|info~0.4`,
  wbs: `wbs|wbs code|wbs id|wbs number|wbs no|wbs #|wbs nr|id wbs|outline number~0.9|outline code~0.9|work breakdown structure~0.8|wbs element~0.7|hierarchy~0.5`,
  level: `level|outline level|wbs level|lvl|lv|task level|indent level|indent~0.7|hierarchy level|outline~0.6|depth~0.7`,
  number: `id|#|no|nr|num|number|task id|task #|task no|task nr|task number|item no|item #|item number|item id|activity id|activity no|activity number|activity code~0.9|activity #|index|idx|
    s no|sr no|sl no|serial no|serial number|sno|key|issue key|issue id|ticket~0.7|ticket id|ref~0.7|ref no|ref #|reference~0.6|row~0.6|line~0.5|line no|code~0.7|task code|unique id~0.7|step id|step no|step #|seq|sequence~0.8|s n|sn~0.8|sl~0.6|order~0.5`,
  id: 'sf id|sprintforge id|sprintforge task id|sync id',
};
