import {MaestroError} from '../domain/errors.js';
import {atMost} from '../system/at-most.js';
import type {Finished, Run} from '../system/run.js';
import type {Talk, TalkOptions} from '../system/talk.js';
import {failed} from './complaints.js';
import {type Environment, environmentForCalls} from './environment.js';
import {insideOf} from './inside.js';
import {type Command, toArguments} from './quoting.js';
import {isAtLeast, parseVersion, type Version} from './version.js';

type Options = {
	readonly run: Run;
	readonly talk: Talk;
	/** An absolute path, or a name in tmux's own folder; the server that a bare `tmux` would take unless given. */
	readonly socket: string | undefined;
	readonly environment: Environment;
};

export type Place = {
	/** Absolute. */
	readonly socket: string;
	/** Of the server that runs there, else of the program. The server is the older one after an upgrade. */
	readonly version: Version;
};

export type Answer = {
	readonly isDone: boolean;
	readonly stdout: string;
	readonly complaint: string;
};

export type TmuxServer = {
	/** Looks where the server is or would be, and whether it is new enough. Starts nothing. */
	readonly find: () => Promise<Place>;
	/** What was found last. */
	readonly known: () => Place | undefined;
	/** What to say behind the complaint of a tmux that cannot be reached or started. */
	readonly advice: string;
	/** Runs commands one after the other, with no other client in between; an error drops the rest. `input` is what they read. */
	readonly call: (commands: readonly Command[], input?: string) => Promise<Answer>;
	/** Runs commands as a program that stays, and is told what happens; resolves when that has ended. Starts no server. */
	readonly follow: (commands: readonly Command[], options: Omit<TalkOptions, 'environment'>) => Promise<void>;
};

const oldest = [3, 2] as const;

/** The time that a call may take begins with it, and fifty at once on a busy machine would all take too long. */
const mostCalls = 8;

/**
One server of tmux, named by its socket in every call: what `TMUX` says belongs to our terminal, not to the windows.
*/
export const createServer = ({run, talk, socket, environment}: Options): TmuxServer => {
	const variables = environmentForCalls(environment);
	const turn = atMost(mostCalls);
	const inside = insideOf(environment);
	const advice =
		socket === undefined && inside !== undefined
			? ' (TMUX names this socket; where that tmux is gone, or somebody else’s, unset TMUX)'
			: '';
	let place: Place | undefined;
	let search: Promise<Place> | undefined;

	const tmux = async (args: readonly string[], input?: string): Promise<Answer> =>
		read(await turn(async () => run('tmux', args, {environment: variables, ...(input === undefined ? {} : {input})})));

	const look = async (): Promise<Place> => {
		const chosen = socket ?? inside?.socket ?? 'default';
		// tmux itself says where its folder is: it resolves links, passes over a TMUX_TMPDIR that is not there, and refuses
		// a folder that others can write to, which it does not with `-S`.
		const server = ['-u', chosen.startsWith('/') ? '-S' : '-L', chosen];
		const answer = await tmux([...server, 'display-message', '-p', '#{version} #{socket_path}']);
		place = answer.isDone
			? readRunning(answer.stdout)
			: {version: await installed(), socket: readMissing(answer.complaint, advice)};
		return place;
	};

	const installed = async (): Promise<Version> => {
		const version = parseVersion((await tmux(['-V'])).stdout);
		refuseOld(version, 'installed');
		return version;
	};

	const find = async () => {
		const looking = look();
		search = looking;
		try {
			return await looking;
		} catch (error) {
			search = undefined;
			throw error;
		}
	};

	return {
		find,
		known: () => place,
		advice,

		async call(commands, input) {
			const {socket} = await (search ?? find());
			// `-u`, because under LC_ALL=C tmux prints a "_" for whatever is not plain ASCII.
			return tmux(['-u', '-S', socket, ...toArguments(commands)], input);
		},

		async follow(commands, options) {
			const {socket} = await (search ?? find());
			// `-N`, because `attach-session` starts a server where there is none, with all that a person has it run at its start.
			await talk('tmux', ['-u', '-N', '-S', socket, '-C', ...toArguments(commands)], {
				...options,
				environment: variables,
			});
		},
	};
};

const read = ({exitCode, stdout, stderr, isMissing, isTimedOut}: Finished): Answer => {
	if (isMissing) {
		throw new MaestroError(
			'multiplexer-missing',
			`tmux ${oldest.join('.')} or newer is needed, and none was found on PATH: install it (apt install tmux, brew install tmux); all but windows works without it`,
		);
	}

	if (isTimedOut) {
		throw new MaestroError(
			'multiplexer-failed',
			'tmux did not answer in time: its server may be stopped or overloaded',
		);
	}

	if (exitCode === undefined) {
		throw failed('be run', stderr);
	}

	return {isDone: exitCode === 0, stdout, complaint: stderr.trim()};
};

const refuseOld = (version: Version, which: 'installed' | 'running'): void => {
	if (isAtLeast(version, oldest)) {
		return;
	}

	const needed = `tmux ${oldest.join('.')} or newer is needed`;
	throw new MaestroError(
		'multiplexer-missing',
		which === 'installed'
			? `${needed}, and ${version.text || 'no version'} was found: install a newer one; all but windows works without it`
			: `${needed}, and the server that runs is ${version.text}, older than the program: end its sessions, so that it starts anew`,
	);
};

const readRunning = (stdout: string): Place => {
	const [, text = '', socket] = /^(\S+) (\/.*)\n$/s.exec(stdout) ?? [];
	const version = parseVersion(text);
	if (socket === undefined) {
		throw failed('say who it is', stdout);
	}

	refuseOld(version, 'running');
	return {socket, version};
};

const readMissing = (complaint: string, advice: string): string => {
	const [, socket] =
		/^(?:error connecting to (?=.* \(No such file or directory\)$)|no server running on )(\/.*?)(?: \(No such file or directory\))?$/m.exec(
			complaint,
		) ?? [];
	if (socket === undefined) {
		throw failed('reach its server', `${complaint}${advice}`);
	}

	return socket;
};
