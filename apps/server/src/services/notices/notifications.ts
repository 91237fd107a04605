/** What a person was told, in the application. */
import type { MarkRead, Notification, NotificationPage, UnreadCount } from '@sprintforge/protocol';
import type { AccountNoticeRecord, NoticeRecord } from '../../ports/notices.ts';
import type { Caller, House } from '../house.ts';
import { type PageRequest, pageOf } from '../page.ts';
import { demand } from '../roles.ts';

export async function listNotifications(
  house: House,
  caller: Caller,
  request: PageRequest & { readonly unread: boolean },
): Promise<NotificationPage> {
  return house.database.unit(caller.tenant, async (unit) => {
    const { id } = caller.user;
    const load = (limit: number, before?: number) => unit.notices.list(id, limit, before, request.unread);
    const { items, next } = await pageOf(request, load, ({ seq }) => seq);
    return { notifications: items.map(shown), next, unread: await unit.notices.unread(id) };
  });
}

export async function markRead(house: House, caller: Caller, { ids, through }: MarkRead): Promise<UnreadCount> {
  demand(caller, 'account.manage', null);
  return house.database.unit(caller.tenant, async (unit) => {
    const at = house.system.now();
    if (ids) await unit.notices.read(caller.user.id, ids, at);
    if (through !== undefined) await unit.notices.read(caller.user.id, { through }, at);
    return { unread: await unit.notices.unread(caller.user.id) };
  });
}

function shown(notice: NoticeRecord | AccountNoticeRecord): Notification {
  const { seq, kind, details, createdAt, readAt } = notice;
  const told = { id: seq, kind, by: details.by, created_at: createdAt, read_at: readAt };
  if (notice.projectId === null) return { ...told, project: null, version: null, count: 0, tasks: [], parked: null };
  const { projectName, version, count, tasks, parked } = notice.details;
  return {
    ...told,
    project: { id: notice.projectId, name: projectName },
    version,
    count,
    tasks: tasks.map(({ id, name, field }) => ({ task_id: id, task_name: name, field })),
    parked,
  };
}
