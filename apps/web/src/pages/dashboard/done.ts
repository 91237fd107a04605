/** How much of a task is done, by what its plan says of that. Pure. */
import type { TaskRow } from '@sprintforge/protocol';

/** What people call a status that ends a task, without case. */
const ended = new Set(
  [
    'done, complete, completed, finished, closed, 100%',
    'erledigt, fertig, abgeschlossen, beendet, geschlossen',
    'הושלם, הושלמה, בוצע, סגור, גמור',
    'terminé, terminée, fini, achevé, completado, terminado, hecho, concluído, concluída, feito, completato, finito',
    'afgerond, klaar, gereed, färdig, klar, valmis, hotovo, zakończone, gotowe, kész, bitti, tamamlandı, готово, завершено, выполнено',
    '完成, 已完成, 完了, 済, 완료, hoàn thành',
  ].flatMap((words) => words.split(', ')),
);

/** From 0 to 1: the percentage, all of it where the status says that it is done; null: neither is there. */
export function doneShare(task: TaskRow): number | null {
  const { percent, status } = task;
  if (typeof status === 'string' && ended.has(status.trim().toLocaleLowerCase())) return 1;
  if (typeof percent === 'number') return Math.min(1, percent);
  return typeof status === 'string' && status !== '' ? 0 : null;
}
