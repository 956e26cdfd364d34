/**
A role that sessions are started in: who the agent is to be, which agent program, and what it may do (contract §4).
*/
export type TeamMember = {
	readonly id: string;
	readonly projectId: string;
	readonly name: string;
	readonly role: string;
	/** What its agent is told about itself. */
	readonly identity?: string | undefined;
	/** An emoji, as a rule. */
	readonly avatar: string;
	readonly model?: string | undefined;
	readonly agentTool?: string | undefined;
	/** `worker` or `coordinator`. */
	readonly mode?: string | undefined;
	readonly permissionMode?: string | undefined;
	readonly isDefault: boolean;
	readonly status: 'active' | 'archived';
	/** What it is to remember, oldest first. */
	readonly memory?: readonly string[] | undefined;
	readonly modelProfileId?: string | undefined;
	/** `global`: it is there in every project. */
	readonly scope?: 'project' | 'global' | undefined;
};
