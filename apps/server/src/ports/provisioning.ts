/** Members as a directory says (SCIM 2.0). */
import type { RoleName } from '@sprintforge/protocol';

export interface ProvisioningSettings {
  /** null: no directory is let in. */
  readonly tokenHash: Uint8Array | null;
  readonly tokenCreatedAt: string | null;
  /** What groups are here, by their name. */
  readonly roles: Readonly<Record<string, RoleName>>;
  /** What everybody else is; null: no member. */
  readonly defaultRole: RoleName | null;
}

/** A person that the directory has told of, under the id that they have here. */
export interface ProvisionedUser {
  readonly userId: string;
  readonly userName: string;
  readonly externalId: string | null;
  readonly active: boolean;
  readonly createdAt: string;
  readonly changedAt: string;
  /** As they are here. */
  readonly name: string;
  readonly email: string;
}

export interface ProvisionedGroup {
  readonly id: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
}

/** Of a list: which, from where (from 0), how many at most. */
export interface Slice<Field extends string> {
  readonly by?: { readonly field: Field; readonly value: string };
  readonly from: number;
  readonly limit: number;
}
export interface Found<T> {
  readonly total: number;
  readonly items: readonly T[];
}

export interface Provisioning {
  settings(): Promise<ProvisioningSettings | null>;
  setSettings(settings: ProvisioningSettings): Promise<void>;

  users(slice: Slice<'userName' | 'externalId' | 'id' | 'email'>): Promise<Found<ProvisionedUser>>;
  user(id: string): Promise<ProvisionedUser | null>;
  addUser(user: Omit<ProvisionedUser, 'name' | 'email'>): Promise<void>;
  changeUser(
    id: string,
    change: Partial<Pick<ProvisionedUser, 'userName' | 'externalId' | 'active' | 'changedAt'>>,
  ): Promise<void>;
  removeUser(id: string): Promise<void>;

  groups(slice: Slice<'displayName' | 'externalId' | 'id'>): Promise<Found<ProvisionedGroup>>;
  group(id: string): Promise<ProvisionedGroup | null>;
  addGroup(group: ProvisionedGroup): Promise<void>;
  changeGroup(id: string, change: Partial<Pick<ProvisionedGroup, 'name' | 'externalId' | 'changedAt'>>): Promise<void>;
  removeGroup(id: string): Promise<void>;
  membersOf(groupId: string): Promise<string[]>;
  addMembers(groupId: string, userIds: readonly string[]): Promise<void>;
  removeMembers(groupId: string, userIds: readonly string[]): Promise<void>;
  /** Names of the groups that somebody is in. */
  groupsOf(userId: string): Promise<string[]>;
}
