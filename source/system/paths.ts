import path from 'node:path';

/**
Where everything of ours lies under `$MAESTRO_HOME`.
*/
export type Paths = ReturnType<typeof pathsUnder>;

export const pathsUnder = (home: string) => {
	const at = (...parts: readonly string[]) => path.join(home, ...parts);
	return {
		home,
		/** What the operator has set; theirs to edit. */
		settings: at('settings.json'),
		/** What is being written on a screen, and not sent yet. */
		drafts: at('screen', 'drafts.json'),
		/** Where the operator was on the screen. */
		place: at('screen', 'place.json'),
		/** The operator's own message templates. */
		templates: at('templates'),
		/** The operator's own modes. */
		modes: at('modes'),
		data: at('data'),
		serverUrl: at('data', 'server-url'),
		lock: at('data', 'lock.db'),
		/** The operator's secret, mode 0600. */
		operatorSecret: at('data', 'secrets', 'operator'),
		projects: at('data', 'projects'),
		tasks: at('data', 'tasks'),
		taskNumber: at('data', 'task-number'),
		sessions: at('data', 'sessions'),
		/** What agents left for others to read: a folder for each session. */
		sessionDocs: at('data', 'session-docs'),
		teamMembers: at('data', 'team-members'),
		teams: at('data', 'teams'),
		taskLists: at('data', 'task-lists'),
		modelProfiles: at('data', 'model-profiles'),
		/** In which order a person wants to see the things of a project. */
		ordering: at('data', 'ordering'),
		messages: at('data', 'messages'),
		audit: at('data', 'audit'),
		runs: at('data', 'runs'),
		/** What is known of windows in a multiplexer that cannot keep it itself. */
		windows: at('data', 'windows'),
		serverLog: at('log', 'server.log'),
		/** What the terminal said that was opened last. */
		terminalLog: at('log', 'terminal.log'),
		/** What hooks leave for the server: a file an event. */
		hookEvents: at('run', 'events'),
		/** A file that is not empty: something waits for that session. */
		flags: at('run', 'flags'),
		/** A file that changes wakes that session's agent. */
		doorbells: at('run', 'doorbell'),
		/** What hooks take from there for their agents, where no server of ours hands it to them: a folder a session. */
		mail: at('run', 'mail'),
		/** The processes of clients that run without maestro's doing, and the session that each was made, where it was. */
		clients: at('run', 'clients'),
		/** Which process is the client of a session: it alone speaks for it by its hooks. */
		owners: at('run', 'owners'),
		/** The windows that were opened for servers that have them opened by others: a folder a server. */
		spawned: at('run', 'spawned'),
		/** What servers with a password gave for it: a file of mode 0600 for each. */
		logins: at('run', 'logins'),
		/** What the real product's command line is told by its installer: lines of NAME=value. */
		productConfig: at('config'),
		/** What is needed to start the agents of sessions that people start themselves. */
		adopted: at('data', 'adopted'),
		/** What sessions call: `maestro`, `maestro-hook`, `maestro-launch`. */
		programs: at('bin'),
	} as const;
};
