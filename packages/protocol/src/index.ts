export * from './client.ts';
export * from './problem.ts';
export * from './shapes/account.ts';
export * from './shapes/common.ts';
export * from './shapes/history.ts';
export * from './shapes/parked.ts';
export * from './shapes/project.ts';
export * from './shapes/sync.ts';
export { type ClientOptions, ProblemError } from './transport.ts';
