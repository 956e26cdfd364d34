type Environment = Readonly<Record<string, string | undefined>>;

type Rule = {
	readonly names: RegExp;
	readonly why: string;
};

/**
What the server of a multiplexer that we start must not inherit: it hands what it was started with to every window, for as long as it lives.
What a person set for themselves stays (keys, addresses and settings of agents, PATH, HOME, LANG, TERM), and so does what Node
programs need to get through to their servers.
*/
const notForServers: readonly Rule[] = [
	{
		names: /^TMUX(?!_TMPDIR$)/,
		why: 'names the pane that we run in; TMUX_TMPDIR says where the servers of this person are',
	},
	{
		names: /^NODE(?:$|_(?!EXTRA_CA_CERTS$|TLS_REJECT_UNAUTHORIZED$|USE_ENV_PROXY$|USE_SYSTEM_CA$))/,
		why: 'tells our own Node how to run, and would debug or slow down every Node program in the windows',
	},
	{names: /^(?:npm_|INIT_CWD$)/, why: 'npm tells it to the script that it runs, and to nothing else'},
	{
		names:
			/^(?:CLAUDECODE$|CLAUDE_PID$|CLAUDE_PROJECT_DIR$|CLAUDE_CODE_(?:CHILD_|ENTRYPOINT$|MESSAGING_|SESSION_|SSE_PORT$))/,
		why: 'marks the session of Claude Code that started us: an agent would take itself for its child',
	},
	{
		names: /^(?:CODEX_SANDBOX|CODEX_THREAD_ID$|GEMINI_CLI$|OPENCODE$|OPENCODE_PID$)/,
		why: 'marks the agent that started us',
	},
	{
		names: /^MAESTRO_(?!HOME$)/,
		why: 'is told to one session: its id, its token, its task; each window is given its own',
	},
];

/**
The variables for calls of a multiplexer, one of which may start its server: `undefined` takes one away. `own` are those of the multiplexer
that must not be inherited either.
*/
export const environmentForServers = (environment: Environment, own: RegExp): Environment => ({
	...environment,
	...Object.fromEntries(
		Object.keys(environment)
			.filter(name => own.test(name) || notForServers.some(({names}) => names.test(name)))
			.map(name => [name, undefined]),
	),
});
