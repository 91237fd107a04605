import { type Static, Type } from 'typebox';
import { Id, Instant } from './common.ts';

/** A link that opens a plan, or the folder of all plans, over WebDAV. */
export const DavLink = Type.Object(
  {
    id: Id,
    /** Null: the folder of all plans. */
    project_id: Type.Union([Id, Type.Null()]),
    created_at: Instant,
    used_at: Instant,
    /** It ends when it was not used for so many hours. */
    idle_hours: Type.Integer(),
  },
  { title: 'DavLink' },
);
export type DavLink = Static<typeof DavLink>;

/** The only time that the address of a link is ever shown: whoever has it acts as the person. */
export const NewDavLink = Type.Object(
  {
    ...DavLink.properties,
    /** Of the workbook, or of the folder. */
    url: Type.String(),
    /** Opens the workbook in desktop Excel; null of a folder. */
    excel_url: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'NewDavLink' },
);
export type NewDavLink = Static<typeof NewDavLink>;

export const DavLinkList = Type.Object({ links: Type.Array(DavLink) }, { title: 'DavLinkList' });
export type DavLinkList = Static<typeof DavLinkList>;
