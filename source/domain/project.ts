/**
A folder that tasks belong to. Times are integer milliseconds (contract §4).
*/
export type Project = {
	readonly id: string;
	readonly name: string;
	/** Absolute path. */
	readonly workingDir: string;
	readonly description: string;
	readonly createdAt: number;
	readonly updatedAt: number;
	/** Its sessions look after all projects; this server keeps it, and makes no difference (contract §4). */
	readonly isMaster?: boolean | undefined;
};
