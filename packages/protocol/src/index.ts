export { AccountClient } from './account-client.ts';
export * from './client.ts';
export type { EventOptions, ReceivedEvent } from './events.ts';
export { FieldClient } from './field-client.ts';
export * from './field-types.ts';
export { PasskeyClient } from './passkey-client.ts';
export type { Patience } from './patience.ts';
export { PrivacyClient } from './privacy-client.ts';
export * from './problem.ts';
export type {
  AuditFilter,
  AuditFormat,
  ChainFilter,
  CreateRequest,
  Page,
  UploadRequest,
  Workbook,
} from './requests.ts';
export { XLSX_MEDIA_TYPE } from './requests.ts';
export { RetentionClient } from './retention-client.ts';
export * from './retention-kinds.ts';
export { ScreenClient } from './screen-client.ts';
export * from './security-events.ts';
export * from './shapes/account.ts';
export * from './shapes/audit.ts';
export * from './shapes/common.ts';
export * from './shapes/dav.ts';
export * from './shapes/delta.ts';
export * from './shapes/fields.ts';
export * from './shapes/history.ts';
export * from './shapes/hybrid.ts';
export * from './shapes/limits.ts';
export * from './shapes/live.ts';
export * from './shapes/notifications.ts';
export * from './shapes/pairing.ts';
export * from './shapes/parked.ts';
export * from './shapes/passkey.ts';
export * from './shapes/privacy.ts';
export * from './shapes/problem.ts';
export * from './shapes/project.ts';
export * from './shapes/provisioning.ts';
export * from './shapes/retention.ts';
export * from './shapes/screen.ts';
export * from './shapes/second-factor.ts';
export * from './shapes/sign-in.ts';
export * from './shapes/sign-on.ts';
export * from './shapes/sync.ts';
export * from './shapes/upload-job.ts';
export { type ClientOptions, ProblemError } from './transport.ts';
