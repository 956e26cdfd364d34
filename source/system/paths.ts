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
		/** The processes of clients that run without maestro's doing, and the session that each was made, where it was. */
		clients: at('run', 'clients'),
		/** Which process is the client of a session: it alone speaks for it by its hooks. */
		owners: at('run', 'owners'),
		/** What is needed to start the agents of sessions that people start themselves. */
		adopted: at('data', 'adopted'),
		/** What sessions call: `maestro`, `maestro-hook`, `maestro-launch`. */
		programs: at('bin'),
	} as const;
};
