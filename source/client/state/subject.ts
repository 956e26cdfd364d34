/** Something that a screen is about. */
export type Subject = {
	readonly kind: 'session' | 'task' | 'project' | 'message' | 'host' | 'doc' | 'member';
	readonly id: string;
};
