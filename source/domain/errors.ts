/**
Every way in which a correct program refuses: what it means over HTTP (`status`, and `wire`, the code that clients of the
real Maestro server know, contract §3) and on a command line (`exitCode`).
*/
export const refusals = {
	malformed: {status: 400, wire: 'VALIDATION_ERROR', exitCode: 2},
	unauthorized: {status: 401, wire: 'UNAUTHORIZED', exitCode: 4},
	'sender-unknown': {status: 401, wire: 'UNAUTHORIZED', exitCode: 4},
	'not-allowed': {status: 403, wire: 'FORBIDDEN', exitCode: 5},
	'exchange-stopped': {status: 403, wire: 'FORBIDDEN', exitCode: 5},
	'foreign-origin': {status: 403, wire: 'FORBIDDEN', exitCode: 5},
	'not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'project-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'task-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'session-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'message-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'hold-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'mode-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'run-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'log-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'work-tree-not-found': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'window-gone': {status: 404, wire: 'NOT_FOUND', exitCode: 3},
	'session-ended': {status: 409, wire: 'CONFLICT', exitCode: 8},
	'already-there': {status: 409, wire: 'CONFLICT', exitCode: 8},
	'mode-ambiguous': {status: 409, wire: 'CONFLICT', exitCode: 8},
	'work-tree-busy': {status: 409, wire: 'CONFLICT', exitCode: 8},
	'work-tree-dirty': {status: 409, wire: 'CONFLICT', exitCode: 8},
	'too-large': {status: 413, wire: 'TOO_LARGE', exitCode: 2},
	'not-empty': {status: 422, wire: 'BUSINESS_RULE_ERROR', exitCode: 8},
	'bad-directory': {status: 422, wire: 'BUSINESS_RULE_ERROR', exitCode: 8},
	'too-many-messages': {status: 429, wire: 'TOO_MANY_REQUESTS', exitCode: 6},
	internal: {status: 500, wire: 'INTERNAL_ERROR', exitCode: 1},
	'git-failed': {status: 502, wire: 'GIT_FAILED', exitCode: 7},
	'multiplexer-failed': {status: 502, wire: 'MULTIPLEXER_FAILED', exitCode: 7},
	'multiplexer-missing': {status: 503, wire: 'MULTIPLEXER_MISSING', exitCode: 7},
	'agent-missing': {status: 503, wire: 'AGENT_MISSING', exitCode: 7},
	'server-missing': {status: 503, wire: 'SERVER_MISSING', exitCode: 9},
	'timed-out': {status: 504, wire: 'TIMED_OUT', exitCode: 10},
	'storage-failed': {status: 507, wire: 'STORAGE_FAILED', exitCode: 11},
} as const;

export type RefusalCode = keyof typeof refusals;

/** One member of what came that is not as it should be: where it stands (`launchConfig.model`; nothing for the whole), and what is wrong with it. */
export type Detail = {readonly path: string; readonly message: string};

type More = ErrorOptions & {readonly retryAfterMs?: number; readonly details?: readonly Detail[]};

/**
What can happen to a correct program. The message says what was expected, what came, and what to do.
*/
export class MaestroError extends Error {
	override readonly name = 'MaestroError';
	readonly code: RefusalCode;
	/** Milliseconds after which the same would be done; goes with `too-many-messages`. */
	readonly retryAfterMs: number | undefined;
	/** Goes with `malformed`: the same as the message, member by member, for programs. */
	readonly details: readonly Detail[] | undefined;

	constructor(code: RefusalCode, message: string, {retryAfterMs, details, ...options}: More = {}) {
		super(message, options);
		this.code = code;
		this.retryAfterMs = retryAfterMs;
		this.details = details;
	}
}

export const isRefusalCode = (text: unknown): text is RefusalCode =>
	typeof text === 'string' && Object.hasOwn(refusals, text);
