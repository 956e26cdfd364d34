/**
Team members that work together, one of whom leads (contract §4). Times are ISO 8601.
*/
export type Team = {
	readonly id: string;
	readonly projectId: string;
	readonly name: string;
	readonly description?: string | undefined;
	readonly avatar?: string | undefined;
	/** A team member. */
	readonly leaderId: string;
	readonly memberIds: readonly string[];
	readonly subTeamIds: readonly string[];
	readonly parentTeamId: string | null;
	readonly status: 'active' | 'archived';
	readonly createdAt: string;
	readonly updatedAt: string;
};
