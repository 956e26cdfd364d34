/** What is said on the event channel: `type` and `event` are the same (contract §6). */
export type Envelope = {
	readonly type: string;
	readonly event: string;
	readonly data: Readonly<Record<string, unknown>>;
	readonly timestamp: number;
};

/** Sent at once, one to a frame. Everything else is gathered into arrays. */
const immediate = new Set([
	'session:spawn',
	'session:resume',
	'session:prompt_send',
	'session:modal',
	'session:modal_action',
	'session:modal_closed',
	'spell:invoked',
]);

export const isImmediate = (event: string): boolean => immediate.has(event);

/** Between two frames of one event about one thing; what comes in between is lost unless the first has not left yet. */
export const throttleMs: Readonly<Record<string, number>> = {
	'session:updated': 500,
	'session:status_changed': 500,
	'task:updated': 300,
	'session:mode_changed': 200,
	'notify:progress': 1000,
};

/** What an event is about. */
export const subjectOf = (data: Envelope['data']): string => String(data.id ?? data.sessionId ?? data.taskId ?? '');

export type Filter = {
	readonly sessionIds?: readonly string[];
	readonly projectId?: string;
	readonly taskIds?: readonly string[];
};

/** Whether a client with that filter gets the event. */
export const passes = ({sessionIds, projectId, taskIds}: Filter, {event, data}: Envelope): boolean => {
	const isOneOf = (ids: readonly string[] | undefined, id: unknown): boolean =>
		ids === undefined || id === undefined || ids.includes(String(id));
	const isOfProject = projectId === undefined || data.projectId === undefined || data.projectId === projectId;

	switch (event.split(':')[0]) {
		case 'session': {
			const session = data.session as {readonly id: string} | undefined;
			return isOneOf(sessionIds, data.sessionId ?? data.id ?? session?.id);
		}

		case 'notify': {
			return isOneOf(sessionIds, data.sessionId);
		}

		case 'spell': {
			return isOneOf(sessionIds, data.targetSessionId);
		}

		case 'task': {
			return isOneOf(taskIds, data.taskId ?? data.id) && isOfProject;
		}

		case 'team_member': {
			return isOfProject;
		}

		case 'project': {
			return projectId === undefined || data.id === projectId;
		}

		default: {
			return true;
		}
	}
};
