type Environment = Readonly<Record<string, string | undefined>>;

/** Which run a process belongs to, in whatever session and group it is. */
export const runVariable = 'MAESTRO_RUN_ID';

/** What Node does with these is for the agent, and would make its keeper slow and large. */
const forNode = /^NODE_/;
const kept = 'MAESTRO_KEPT_';

/** What the keeper of a run is started with: Node's own variables lie by, under other names. It is of no run, not even of ours. */
export const environmentOfKeeper = (environment: Environment): Environment =>
	Object.fromEntries(
		Object.entries(environment)
			.filter(([name]) => name !== runVariable)
			.map(([name, value]) => [forNode.test(name) ? `${kept}${name}` : name, value]),
	);

type Wanted = {
	readonly runId: string;
	readonly environment: Environment;
	readonly without: readonly string[];
	readonly directory: string;
};

/** What it starts its program with. */
export const environmentOfProgram = (
	ofKeeper: Environment,
	{runId, environment, without, directory}: Wanted,
): Environment => ({
	...Object.fromEntries(
		Object.entries(ofKeeper)
			.map(([name, value]) => [name.startsWith(kept) ? name.slice(kept.length) : name, value] as const)
			.filter(([name]) => !without.includes(name)),
	),
	PWD: directory,
	...environment,
	[runVariable]: runId,
});
