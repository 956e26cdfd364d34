/** The desktop server's entities, as its JSON has them. They change in place, as they do there: a frame tells how a thing is when it leaves. */

export type DesktopProject = {
	readonly id: string;
	name: string;
	workingDir: string;
	description: string;
	createdAt: number;
	updatedAt: number;
	isMaster?: boolean;
};

export type DesktopTask = {
	readonly id: string;
	projectId: string;
	parentId: string | null;
	title: string;
	description: string;
	status: string;
	priority: string;
	createdAt: number;
	updatedAt: number;
	startedAt: number | null;
	completedAt: number | null;
	initialPrompt: string;
	sessionIds: string[];
	skillIds: string[];
	agentIds: string[];
	dependencies: string[];
	referenceTaskIds: string[];
	teamId: string | null;
	dueDate: string | null;
	taskSessionStatuses?: Record<string, string>;
	clientRequestId?: string;
	[member: string]: unknown;
};

export type DesktopEntry = {
	readonly id: string;
	readonly type: string;
	readonly timestamp: number;
	readonly message?: string | undefined;
	readonly taskId?: string | undefined;
	readonly metadata?: Readonly<Record<string, unknown>> | undefined;
};

export type DesktopDoc = {
	readonly id: string;
	readonly title: string;
	readonly filePath: string;
	readonly kind?: string | undefined;
	readonly contentFilePath?: string | undefined;
	readonly taskId?: string | undefined;
	readonly addedAt: number;
	readonly addedBy: string;
};

export type NeedsInput = {readonly active: boolean; readonly message?: string; readonly since?: number};

export type DesktopSession = {
	readonly id: string;
	projectId: string;
	taskIds: string[];
	name: string;
	claudeSessionId?: string;
	env: Record<string, string>;
	status: string;
	startedAt: number;
	lastActivity: number;
	completedAt: number | null;
	hostname: string;
	platform: string;
	events: unknown[];
	timeline: DesktopEntry[];
	docs: DesktopDoc[];
	metadata?: Record<string, unknown>;
	parentSessionId: string | null;
	rootSessionId: string;
	teamSessionId: string | null;
	teamId: string | null;
	isMasterSession: boolean;
	needsInput?: NeedsInput;
	teamMemberId?: string;
	teamMemberIds?: string[];
	[member: string]: unknown;
};

export type DesktopMember = {
	readonly id: string;
	projectId: string;
	name: string;
	role: string;
	avatar: string;
	identity?: string;
	model?: string;
	agentTool?: string;
	mode?: string;
	permissionMode?: string;
	skillIds: string[];
	isDefault: boolean;
	status: string;
	/** ISO 8601, unlike every other time there. */
	createdAt: string;
	updatedAt: string;
	[member: string]: unknown;
};

export type DesktopPrompt = {
	readonly id: string;
	readonly fromSessionId: string;
	readonly toSessionId: string;
	readonly fromProjectId: string | null;
	readonly toProjectId: string | null;
	readonly content: string;
	readonly mode: string;
	readonly fromTeamMember: unknown;
	readonly toTeamMember: unknown;
	readonly fromSessionName: string | null;
	readonly toSessionName: string | null;
	readonly timestamp: number;
};
