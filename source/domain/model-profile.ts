/**
With which agent program and model a session is started, and what its agent may do (contract §4).
*/
export type LaunchConfig = {
	/** `claude`, `openai`, `gemini`, `hermes`. */
	readonly provider: string;
	readonly model?: string | undefined;
	readonly reasoningEffort?: string | undefined;
	readonly speed?: string | undefined;
	/** `safe`, `acceptEdits`, `plan`, `fullAccess`. */
	readonly accessMode?: string | undefined;
};

/**
A launch configuration with a name, for team members to share. Times are ISO 8601.
*/
export type ModelProfile = {
	readonly id: string;
	readonly name: string;
	readonly description?: string | undefined;
	readonly launchConfig: LaunchConfig;
	readonly isDefault?: boolean | undefined;
	readonly createdAt: string;
	readonly updatedAt: string;
};
