export type Environment = Readonly<Record<string, string | undefined>>;

/**
What a server of zellij that we start must not inherit, as it hands it to every program in it: the pane that we run in, what npm and Node
were told for us alone, and what marks the agent or the session of maestro that started us.
*/
const notForServers: readonly RegExp[] = [
	/^TMUX(?!_TMPDIR$)/,
	/^ZELLIJ(?:$|_PANE_ID$|_SESSION_NAME$)/,
	/^NODE(?:$|_(?!EXTRA_CA_CERTS$|TLS_REJECT_UNAUTHORIZED$|USE_ENV_PROXY$|USE_SYSTEM_CA$))/,
	/^(?:npm_|INIT_CWD$)/,
	/^(?:CLAUDECODE$|CLAUDE_PID$|CLAUDE_PROJECT_DIR$|CLAUDE_CODE_(?:CHILD_|ENTRYPOINT$|MESSAGING_|SESSION_|SSE_PORT$))/,
	/^(?:CODEX_SANDBOX|CODEX_THREAD_ID$|GEMINI_CLI$|OPENCODE$|OPENCODE_PID$)/,
	/^MAESTRO_(?!HOME$)/,
];

/** What a zellij that is run in another one must not have: it would take itself for a part of that. */
export const marksOfPanes = ['ZELLIJ', 'ZELLIJ_SESSION_NAME', 'ZELLIJ_PANE_ID'] as const;

/**
The variables for our calls of zellij, one of which may start its server: `undefined` takes one away.
*/
export const environmentForCalls = (environment: Environment): Environment => ({
	...environment,
	...Object.fromEntries(
		Object.keys(environment)
			.filter(name => notForServers.some(pattern => pattern.test(name)))
			.map(name => [name, undefined]),
	),
});
