/** Under this the log is injected: a function type has no class to stand for it. */
export const LOG = Symbol('LOG');
