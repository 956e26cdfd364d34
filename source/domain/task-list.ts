/**
Tasks of a project in an order that a person gave them (contract §4). Times are integer milliseconds.
*/
export type TaskList = {
	readonly id: string;
	readonly projectId: string;
	readonly name: string;
	readonly description?: string | undefined;
	readonly orderedTaskIds: readonly string[];
	readonly createdAt: number;
	readonly updatedAt: number;
};
