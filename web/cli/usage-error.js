/** A mistake in how the command was called: one clear line, status 2. */
export class UsageError extends Error {}
