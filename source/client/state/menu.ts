/** Whose parts can be copied. */
export type CopyFrom = {
	readonly kind: 'session' | 'task' | 'project' | 'thread' | 'message';
	readonly id: string;
};

/** What is chosen among: what can be copied of a row, or the status that tasks are to have. */
export type Menu =
	| {readonly kind: 'copy'; readonly of: CopyFrom}
	| {readonly kind: 'status'; readonly taskIds: readonly string[]};
