import type {ClientStatus} from './agent.js';

/**
The folder of a Claude Code client's own files, from the environment that the client runs in.
*/
export const clientFolder = (environment: Readonly<Record<string, string | undefined>>): string =>
	environment.CLAUDE_CONFIG_DIR || `${environment.HOME ?? ''}/.claude`;

/**
The file in which a Claude Code client tells its status (agent-contract §2.5). Undocumented: a hint where it is there.
*/
export const statusFile = ({folder, pid}: {readonly folder: string; readonly pid: number}): string =>
	`${folder}/sessions/${pid}.json`;

/**
The status in that file. One that is cut short, or has words that are not known here, says nothing.
*/
export const readStatus = (text: string): ClientStatus | undefined => {
	const {status, waitingFor} = parse(text);
	switch (status) {
		case 'idle':
		case 'busy': {
			return status;
		}

		// A client that has just started says that it waits for a "dialog open" and shows none: seen with 2.1.329.
		case 'waiting': {
			return waitingFor === 'dialog open' ? undefined : status;
		}

		default: {
			return undefined;
		}
	}
};

const parse = (text: string): {readonly status?: unknown; readonly waitingFor?: unknown} => {
	try {
		return JSON.parse(text) ?? {};
	} catch {
		return {};
	}
};
